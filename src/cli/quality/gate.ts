import { DqError } from '../../kernel/errors.ts'
import { DEFAULT_GATE, type GatePolicy, type GateVerdict, gateVerdict } from '../../quality/gate.ts'
import { tableOf } from '../../quality/load-suites.ts'
import type { Settings } from '../config.ts'
import { hashOf } from '../lake/branches.ts'
import { openCatalog } from '../wiring/lake.ts'
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

export interface TablesAt {
  readonly tables: readonly string[]
  /** Branch, tag or hash; every table is judged at the commit that it is now. */
  readonly at: string
  readonly policy?: Partial<GatePolicy>
  /** For all of them together; a table that is not judged in time is an error, never a pass. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  readonly history?: boolean
  readonly alerts?: boolean
}

/** Asks whether tables of the lake may go on, one after the other, all at one commit. */
export async function gateTables(
  settings: Settings,
  { tables, at, timeoutMs, signal, ...request }: TablesAt,
): Promise<{ readonly hash: string; readonly verdicts: readonly GateVerdict[] }> {
  const hash = await hashOf(await openCatalog(settings), at)
  const signals = [...(signal ? [signal] : []), ...(timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)])]
  const verdicts: GateVerdict[] = []
  for (const table of tables) {
    const rows = { kind: 'lake', at, hash } as const
    verdicts.push(await qualityGate(settings, { ...request, table, rows, signal: AbortSignal.any(signals) }))
  }
  return { hash, verdicts }
}
