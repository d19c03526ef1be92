import { z } from 'zod'
import type { Finding, Place } from '../../kernel/finding.ts'
import { parseShape } from '../repo/shape-findings.ts'
import { readYaml } from '../repo/yaml-file.ts'
import { DESTRUCTIVE } from './permit.ts'
import { promotionRules } from './rules/promotion-rules.ts'

/** Of each rule; those that are left out pass. */
const expected = z.strictObject(
  Object.fromEntries(promotionRules.map(({ id }) => [id, z.enum(['fail', 'error', 'skipped']).optional()])),
)

/** Somebody as git or CI names them. */
const person = z
  .strictObject({
    name: z.string().min(1).optional().describe('As git has it; the address when it is left out.'),
    email: z.string().min(1).optional().describe('As git has it.'),
    github: z.string().min(1).optional().describe('Login that GitHub Actions names.'),
    gitlab: z.string().min(1).optional().describe('Login that GitLab CI names.'),
  })
  .refine(({ email, github, gitlab }) => [email, github, gitlab].filter((one) => one !== undefined).length === 1, {
    message: 'is somebody by either an email, a github or a gitlab',
  })

const givenApproval = z.strictObject({
  by: person,
  of: z
    .enum(['this plan', 'another plan', 'older commits'])
    .default('this plan')
    .describe('The plan that is judged, another one, or the same at commits that have moved since.'),
  at: z.iso.datetime('a time in UTC such as 2026-11-23T14:00:00Z').optional(),
  signed: z
    .union([z.boolean(), z.literal('other')])
    .default(false)
    .describe('`other`: with a key that groups.yaml does not give to this person.'),
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
    promote: z
      .tuple([z.string().min(1), z.string().min(1)])
      .optional()
      .describe('The two branches.'),
    rollback: z.string().min(1).optional(),
    at: z.iso.datetime('a time in UTC such as 2026-11-23T14:00:00Z'),
    by: person,
    authors: z.array(person).default([]).describe('Of the commits that would be merged.'),
    committed: z.iso
      .datetime('a time in UTC such as 2026-11-23T14:00:00Z')
      .optional()
      .describe('When the newest of them was made; an hour before when it is left out.'),
    approvals: z.array(givenApproval).default([]),
    loses: z.array(change).default([]),
    usedPermits: z.array(z.string()).default([]),
    policy: z.enum(['pinned', 'committed', 'changed']).default('pinned'),
    expect: z
      .union([z.literal('open'), expected])
      .describe('`open`, or each rule that does not pass, with its status.'),
  })
  .refine(({ promote, rollback }) => (promote === undefined) !== (rollback === undefined), {
    message: 'a test has either "promote: [from, to]" or "rollback: branch"',
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
