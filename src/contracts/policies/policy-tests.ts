import { z } from 'zod'
import type { Finding, Place } from '../../kernel/finding.ts'
import { parseShape } from '../repo/shape-findings.ts'
import { readYaml } from '../repo/yaml-file.ts'
import { DESTRUCTIVE } from './permit.ts'
import { promotionRules } from './rules/promotion-rules.ts'

const RULES = promotionRules.map(({ id }) => id)
const ruleId = z.enum(RULES as [string, ...string[]])

/** Somebody as git or CI names them. */
const person = z.union([
  z.strictObject({ email: z.string().min(1), name: z.string().min(1).optional() }),
  z.strictObject({ github: z.string().min(1) }),
  z.strictObject({ gitlab: z.string().min(1) }),
])

const givenApproval = z.strictObject({
  by: person,
  /** The plan that is judged, another one, or the same at commits that have moved since. */
  of: z.enum(['this plan', 'another plan', 'older commits']).default('this plan'),
  at: z.iso.datetime('a time in UTC such as 2026-11-23T14:00:00Z').optional(),
  /** `other`: with a key that groups.yaml does not give to this person. */
  signed: z.union([z.boolean(), z.literal('other')]).default(false),
})

const change = z.strictObject({
  kind: z.enum(DESTRUCTIVE),
  table: z.string().min(1),
  column: z.string().min(1).optional(),
  rows: z.int().positive().optional(),
})

const testCase = z
  .strictObject({
    name: z.string().min(1),
    /** The two branches. */
    promote: z.tuple([z.string().min(1), z.string().min(1)]).optional(),
    rollback: z.string().min(1).optional(),
    at: z.iso.datetime('a time in UTC such as 2026-11-23T14:00:00Z'),
    by: person,
    /** Of the commits that would be merged. */
    authors: z.array(person).default([]),
    /** When the newest of them was made; an hour before when it is left out. */
    committed: z.iso.datetime('a time in UTC such as 2026-11-23T14:00:00Z').optional(),
    approvals: z.array(givenApproval).default([]),
    loses: z.array(change).default([]),
    usedPermits: z.array(z.string()).default([]),
    policy: z.enum(['pinned', 'committed', 'changed']).default('pinned'),
    /** `open`, or each rule that does not pass, with its status. */
    expect: z.union([z.literal('open'), z.partialRecord(ruleId, z.enum(['fail', 'error', 'skipped']))]),
  })
  .refine(({ promote, rollback }) => (promote === undefined) !== (rollback === undefined), {
    message: 'a test has either "promote: [from, to]" or "rollback: branch"',
  })
  .refine(({ expect }) => expect === 'open' || Object.keys(expect).length > 0, {
    message: 'it names no rule: expect open, or the rules that do not pass',
    path: ['expect'],
  })

export const policyTestFile = z.strictObject({ version: z.literal(1), tests: z.array(testCase).min(1) })

export type PolicyTestCase = z.infer<typeof testCase>
export type TestPerson = z.infer<typeof person>

export interface PolicyTest extends PolicyTestCase {
  readonly place: Place
  /** Of what is expected. */
  readonly expectPlace: Place
}

/** Reads a file of tests; one mistake and none of them is run, as a test that is not run proves nothing. */
export function readPolicyTests(
  text: string,
  file: string,
): { readonly tests: readonly PolicyTest[]; readonly findings: readonly Finding[] } {
  const { yaml, findings } = readYaml(file, text)
  if (yaml === undefined) return { tests: [], findings }
  const shape = parseShape(policyTestFile, yaml)
  if (shape.value === undefined) return { tests: [], findings: shape.findings }
  const tests = shape.value.tests.map((test, i) => ({
    ...test,
    place: yaml.at(['tests', i]),
    expectPlace: yaml.keyAt(['tests', i, 'expect']),
  }))
  return { tests, findings: [] }
}
