import type { GateName } from '../../../contracts/policies/branch-policy.ts'
import { timeoutOf } from '../../../contracts/policies/path.ts'
import { DqError } from '../../../kernel/errors.ts'
import type { GateResult } from '../../../lake/promote/plan.ts'
import { redact } from '../../secrets.ts'
import { contractsGate } from './contracts.ts'
import { expectationsGate } from './expectations.ts'
import { freshnessGate } from './freshness.ts'
import type { Gate, GateAnswer, GateContext } from './gate.ts'
import { waiversGate } from './waivers.ts'

const GATES: Readonly<Record<GateName, Gate>> = {
  contracts: contractsGate,
  expectations: expectationsGate,
  freshness: freshnessGate,
  waivers: waiversGate,
}

/** Asks the gates of a path one after the other, each in its time: one that fails, hangs or breaks is told, and never passes. */
export async function runGates(
  context: GateContext,
  names: readonly GateName[],
  onGate: (name: GateName) => void,
): Promise<readonly GateResult[]> {
  const results: GateResult[] = []
  for (const name of names) {
    onGate(name)
    results.push({ gate: name, ...(await inTime(GATES[name], context, timeoutOf(context.branch, name))) })
  }
  return results
}

async function inTime(gate: Gate, context: GateContext, timeoutMs: number): Promise<GateAnswer> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<GateAnswer>((resolve) => {
    timer = setTimeout(() => {
      controller.abort(new DOMException('the time for it is over', 'TimeoutError'))
      resolve(broken(`no answer in ${timeoutMs / 1000} s`))
    }, timeoutMs)
  })
  try {
    return await Promise.race([gate.judge(context, controller.signal), late])
  } catch (error) {
    if (error instanceof DqError) return broken(redact(error.message))
    return broken(`the gate broke: ${redact(error instanceof Error ? error.message : String(error))}`)
  } finally {
    clearTimeout(timer)
  }
}

const broken = (reason: string): GateAnswer => ({ verdict: 'error', looked: 'nothing', reasons: [reason], notes: [] })
