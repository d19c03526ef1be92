import { baselineRules } from '../contracts/baseline/rules/index.ts'
import { checkRules } from '../contracts/check/rules/index.ts'
import { consumerRules } from '../contracts/consumers/rules/index.ts'
import { planRules } from '../contracts/evolve/rules/index.ts'
import { lineageRules } from '../contracts/lineage/rules/index.ts'
import { lintRules } from '../contracts/lint/rules/index.ts'
import { policyRules } from '../contracts/policies/rules/index.ts'
import { contractRules } from '../contracts/validate/rules/index.ts'
import { waiverRules } from '../contracts/waivers/rules/index.ts'
import { compareCodePoints } from '../kernel/code-points.ts'
import { DqError } from '../kernel/errors.ts'
import type { Severity } from '../kernel/finding.ts'
import { didYouMean } from '../kernel/suggest.ts'
import { tableRules } from '../lake/contract/rules/index.ts'
import { promoteRules } from '../lake/promote/rules/index.ts'
import { batchRules } from '../pipelines/batch/rules/index.ts'
import { jobRules } from '../pipelines/job/rules.ts'
import { sqlRules } from '../pipelines/sql/rules/index.ts'
import { qualityRules } from '../quality/rules/index.ts'
import { paint } from './style.ts'

/** What every rule says about itself, whichever check it belongs to. */
export interface RuleText {
  readonly id: string
  readonly severity: Severity
  readonly what: string
  readonly why: string
  readonly example: string
  readonly fix: string
}

/** Every rule a finding can name, by id. */
export const allRules = (): readonly RuleText[] =>
  [
    ...contractRules,
    ...checkRules,
    ...consumerRules,
    ...lineageRules,
    ...planRules,
    ...lintRules,
    ...baselineRules,
    ...waiverRules,
    ...policyRules,
    ...qualityRules,
    ...tableRules,
    ...promoteRules,
    ...jobRules,
    ...sqlRules,
    ...batchRules,
  ]
    .sort((a, b) => compareCodePoints(a.id, b.id))
    .map(({ id, severity, what, why, example, fix }) => ({ id, severity, what, why, example, fix }))

export function ruleNamed(id: string): RuleText {
  const rules = allRules()
  const found = rules.find((rule) => rule.id === id)
  if (found !== undefined) return found
  const ids = rules.map((rule) => rule.id)
  throw new DqError(`unknown rule "${id}"${didYouMean(id, ids)}`, { hint: 'all rules: dq rules' })
}

/** The page of one rule. */
export function explanation({ id, severity, what, why, example, fix }: RuleText): string {
  const section = (title: string, text: string) => `${paint('bold', title)}\n${text.replaceAll(/^/gm, '  ')}`
  return [
    `${paint('bold', id)} (${severity})`,
    section('WHAT', what),
    section('WHY', why),
    section('EXAMPLE', example),
    section('FIX', fix),
  ].join('\n\n')
}
