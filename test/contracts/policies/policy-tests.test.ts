import { expect, test } from 'vitest'
import { readPolicyTests } from '../../../src/contracts/policies/policy-tests.ts'
import { policyTestFindings } from '../../../src/contracts/policies/run-policy-tests.ts'
import { formatPlace } from '../../../src/kernel/finding.ts'
import { edited } from '../base-repo.ts'
import { BRANCHES, policies } from './situation.ts'

const TESTS = `version: 1
tests:
  - name: Ana promotes what Ben wrote
    promote: [staging, prod]
    at: 2026-11-23T14:00:00Z
    by: { email: ana@shop.example }
    authors: [{ email: ben@shop.example }]
    approvals: [{ by: { github: carla-gov } }]
    expect: open
  - name: not on a Sunday
    promote: [staging, prod]
    at: 2026-11-22T14:00:00Z
    by: { email: ana@shop.example }
    authors: [{ email: ben@shop.example }]
    approvals: [{ by: { email: carla@shop.example } }]
    expect: { promotion-window: fail }
`

function run(tests: string, branches = BRANCHES): string[] {
  const { tests: read, findings } = readPolicyTests(tests, 'tests.yaml')
  return [...findings, ...policyTestFindings(policies(branches), read)].map(
    ({ at, message, fix }) => `${formatPlace(at)} ${message} → ${fix}`,
  )
}

test('a policy that says what was agreed on has no finding', () => {
  expect(run(TESTS)).toEqual([])
})

test('a policy that was weakened is told at the line of what was expected', () => {
  expect(run(TESTS, edited(BRANCHES, '[mon, tue, wed, thu]', '[sat, sun, mon, tue, wed, thu]'))).toEqual([
    'tests.yaml:16:5 not on a Sunday: promotion-window is pass, not fail (open at Sun 2026-11-22 11:00 America/Sao_Paulo) → expect open, or mend the policy',
  ])
})

test('a policy that was tightened too', () => {
  expect(run(TESTS, edited(BRANCHES, 'approvals: 1\n', 'approvals: 2\n'))).toEqual([
    'tests.yaml:9:5 Ana promotes what Ben wrote: promotion-approvals is fail, not pass (1 of 2 approvals (carla-gov (github))) → expect { promotion-approvals: fail }, or mend the policy',
    'tests.yaml:16:5 not on a Sunday: promotion-approvals is fail, not pass (1 of 2 approvals (carla@shop.example <carla@shop.example>)) → expect { promotion-window: fail, promotion-approvals: fail }, or mend the policy',
  ])
})

// biome-ignore format: one row a case
const mistakes: [what: string, text: string, says: RegExp][] = [
  ['a rule with a typing mistake',   edited(TESTS, 'promotion-window', 'promotion-windw'),                      /^tests.yaml:16:15 unknown key "promotion-windw" \(did you mean "promotion-window"\?\)/],
  ['somebody by two ways',           edited(TESTS, '{ github: carla-gov }', '{ github: a, email: b@c }'),       /is somebody by either an email, a github or a gitlab/],
  ['neither promotion nor rollback', TESTS.replace('    promote: [staging, prod]\n', ''),                       /either "promote: \[from, to\]" or "rollback: branch"/],
  ['an unknown key',                 edited(TESTS, 'approvals: [{ by: { github', 'aprovals: [{ by: { github'),  /unknown key "aprovals" \(did you mean "approvals"\?\)/],
  ['no test',                        'version: 1\ntests: []\n',                                                 /tests: Too small/],
]

test.for(mistakes)('%s is a mistake, and no test of the file is run', ([, text, says]) => {
  const found = run(text)
  expect(found).toEqual([expect.stringMatching(says)])
})
