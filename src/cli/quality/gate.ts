import { DqError } from '../../kernel/errors.ts'
import { DEFAULT_GATE, type GatePolicy, type GateVerdict, gateVerdict } from '../../quality/gate.ts'
import { tableOf } from '../../quality/load-suites.ts'
import type { Settings } from '../config.ts'
import { suiteFiles } from '../wiring.ts'
import { type JudgeRequest, judge } from './judge.ts'

export interface GateRequest extends Omit<JudgeRequest, 'name'> {
  readonly table: string
  readonly policy?: Partial<GatePolicy>
}

/**
 * Asks whether a table may go on, for commands that would let it: the run is recorded and told like any other. What goes wrong
 * is a verdict too, never a throw, unless it is a bug.
 */
export async function qualityGate(
  settings: Settings,
  { table, policy, ...request }: GateRequest,
): Promise<GateVerdict> {
  const { failOn, withoutSuite } = { ...DEFAULT_GATE, ...policy }
  try {
    const files = await suiteFiles(settings)
    if (!(await files.list()).some((path) => tableOf(path) === table)) {
      const reason = `${table} has no suite in ${files.folder}/`
      return withoutSuite === 'skipped'
        ? { kind: 'skipped', table, reason }
        : { kind: 'error', table, reasons: [reason] }
    }
    const { result } = await judge(settings, { ...request, name: table })
    return gateVerdict(result, { failOn })
  } catch (error) {
    if (error instanceof DqError) return { kind: 'error', table, reasons: [error.message] }
    throw error
  }
}
