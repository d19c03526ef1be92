import type { Finding, Severity } from '../../kernel/finding.ts'
import { fingerprint } from '../../kernel/fingerprint.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import { judge } from '../check/judge.ts'
import { diffContracts } from '../diff/diff-contracts.ts'
import { impactOfEvidence } from '../impact/ask-sources.ts'
import { WHOLE } from '../impact/usage.ts'
import { indexUsages } from '../impact/usage-index.ts'
import type { Contract } from '../model.ts'
import { isWithin, schemaNodes } from '../schema-nodes.ts'
import type { ContractRule } from '../validate/rule.ts'
import type { Declared } from './consumes-file.ts'
import staleConsumer from './rules/stale-pin.ts'
import unknownConsumed from './rules/unknown-consumed.ts'
import { consumerUsages } from './usages.ts'

/** Contracts as they were or are at one commit. */
export interface CentralState {
  /** As messages say where: `at v1.4.0`, `in contracts`. */
  readonly name: string
  readonly contracts: ReadonlyMap<string, Contract>
}

type Report = (
  rule: ContractRule,
  at: Finding['at'],
  message: string,
  more?: { severity?: Severity; fix?: string; of?: string },
) => void

/** Whether what a service says it uses is there at its pin, and whether it has moved since. */
export function checkConsumes(
  declared: Declared,
  pin: CentralState,
  newest: CentralState | undefined,
  today: string,
): readonly Finding[] {
  const found: Finding[] = []
  const report: Report = (rule, at, message, { severity = rule.severity, fix = rule.fix, of = '' } = {}) =>
    found.push({
      rule: rule.id,
      severity,
      at,
      message,
      fix,
      fingerprint: fingerprint({ rule: rule.id, of, path: '', text: message }),
    })
  for (const [i, entry] of declared.consumes.consumes.entries()) {
    const contract = pin.contracts.get(entry.contract)
    if (contract === undefined) {
      const near = didYouMean(entry.contract, pin.contracts.keys())
      report(unknownConsumed, declared.at(i), `there is no contract "${entry.contract}" ${pin.name}${near}`)
      continue
    }
    unknownFields(declared, i, contract, pin, report)
    if (entry.version !== undefined && entry.version !== contract.version)
      report(
        staleConsumer,
        declared.at(i),
        `${entry.contract} ${entry.version} is declared; ${pin.name} it is ${contract.version}`,
        { of: entry.contract },
      )
    if (newest !== undefined) moved(declared, i, contract, newest, today, report)
  }
  return found
}

function unknownFields(declared: Declared, i: number, contract: Contract, pin: CentralState, report: Report): void {
  const known = new Set([...schemaNodes(contract).values()].map(({ path }) => path))
  for (const [j, field] of declared.consumes.consumes[i]!.fields.entries())
    if (field !== WHOLE && !known.has(field))
      report(
        unknownConsumed,
        declared.at(i, j),
        `${contract.name} has no field "${field}" ${pin.name}${didYouMean(field, known)}`,
      )
}

/** What changed between the pin and the newest state, as far as this service uses it. */
function moved(
  declared: Declared,
  i: number,
  before: Contract,
  newest: CentralState,
  today: string,
  report: Report,
): void {
  const { fields } = declared.consumes.consumes[i]!
  const after = newest.contracts.get(before.name)
  const of = before.name
  if (after === undefined)
    return report(staleConsumer, declared.at(i), `${of} is gone ${newest.name}`, { severity: 'error', of })
  const changes = diffContracts([before], [after])
  if (changes.length === 0) return
  const uses = (path: string): boolean =>
    path === '' || fields.some((field) => field === WHOLE || isWithin(path, field) || isWithin(field, path))
  const own = changes.filter(({ path }) => uses(path))
  const judged = judge(own, {
    before: [before],
    after: [after],
    today,
    impactOf: impactOfEvidence(indexUsages(consumerUsages(declared))),
  })
  const broken = judged.filter(({ severity, rule }) => severity === 'error' && rule !== 'version-not-bumped')
  const versions = before.version === after.version ? before.version : `${before.version} → ${after.version}`
  const since = `${of} moved on since the pin (${versions}, ${newest.name})`
  const [first, ...more] = broken
  if (first === undefined)
    return report(staleConsumer, declared.at(i), `${since}: nothing that is used here breaks`, { of })
  const rest = more.length === 0 ? '' : `, and ${more.length} more`
  report(staleConsumer, declared.at(i), `${since}: ${first.message}${rest}`, { severity: 'error', of })
}
