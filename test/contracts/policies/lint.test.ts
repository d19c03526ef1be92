import { expect, test } from 'vitest'
import { readGroups } from '../../../src/contracts/policies/groups.ts'
import { lintPolicy } from '../../../src/contracts/policies/lint/lint-policy.ts'
import { readPermits } from '../../../src/contracts/policies/permit.ts'
import { readBranchPolicy } from '../../../src/contracts/policies/read-policy.ts'
import { policyLintRules } from '../../../src/contracts/policies/rules/lint-rules.ts'
import { edited } from '../base-repo.ts'
import { BRANCHES, GROUPS, NOW } from './situation.ts'

const PERMITS = `version: 1
permits:
  - { id: drop-legacy, from: staging, to: prod, table: bronze.legacy, kind: table-dropped, owner: data, reason: unused, expires: 2026-11-23 }
`
interface Files {
  readonly branches?: string
  readonly groups?: string
  readonly permits?: string
}
const b = (from: string, to: string): Files => ({ branches: edited(BRANCHES, from, to) })
const g = (from: string, to: string): Files => ({ groups: edited(GROUPS, from, to) })
const p = (from: string, to: string): Files => ({ permits: edited(PERMITS, from, to) })

function lint({ branches = BRANCHES, groups = GROUPS, permits = PERMITS }: Files): string[] {
  const [policy, people, leave] = [readBranchPolicy(branches, 'b'), readGroups(groups, 'g'), readPermits(permits, 'p')]
  if (policy.policy === undefined || people.groups === undefined || leave.findings.length > 0)
    throw new Error('mistakes')
  const findings = lintPolicy({
    policy: policy.policy,
    yaml: policy.yaml,
    groups: people.groups,
    groupsYaml: people.yaml,
    permits: leave.permits,
    tables: ['bronze.orders', 'gold.sales'],
    now: NOW,
  })
  return findings.map(({ rule, at, message }) => `${rule} ${at.file}:${at.line} ${message}`)
}

// biome-ignore format: one row a case
const cases: [what: string, files: Files, says: string[]][] = [
  ['nothing',                         {},                                                           []],
  ['an unknown group',                b('actors: [group:data, release-bot]', 'actors: [group:dta, release-bot]'), ['unknown-policy-name b:9 staging → prod: there is no group "dta" (did you mean "data"?)']],
  ['an unknown group in a group',     g('governance: [carla]', 'governance: [carla, group:dat]'),    ['unknown-policy-name g:8 group "governance": there is no group "dat" (did you mean "data"?)']],
  ['freshness of an unknown table',   b('paths:', 'freshness: [{ table: bronze.order, maxAge: 1d }]\npaths:'), ['unknown-policy-name b:5 there is no contract of a table "bronze.order" (did you mean "bronze.orders"?)']],
  ['freshness of an unknown layer',   b('paths:', 'freshness: [{ layer: bronz, maxAge: 1d }]\npaths:'), ['unknown-policy-name b:5 there is no layer "bronz" (did you mean "bronze"?)']],
  ['a freeze of an unknown branch',   b('to: 2026-11-30 }', 'to: 2026-11-30, branches: [prd] }'),    ['unknown-policy-name b:4 there is no branch "prd" (did you mean "prod"?)']],
  ['a rollback of an unknown branch', b('branch: prod,', 'branch: production,'),                     ['unknown-policy-name b:14 there is no branch "production"']],
  ['a permit for no path',            p('to: prod', 'to: staging'),                                 ['unknown-policy-name p:3 permit drop-legacy: the policy has no path staging → staging']],
  ['one path twice',                  b('rollbacks:', '  - { from: staging, to: prod, actors: [ana], gates: [contracts] }\nrollbacks:'), ['policy-duplicate b:13 staging → prod stands in paths twice: only the first counts']],
  ['a path for an empty group',       { branches: edited(BRANCHES, 'actors: [group:data, release-bot]', 'actors: [group:none]'), groups: `${GROUPS}  none: []\n` }, ['policy-unusable-path b:9 staging → prod: there is nobody in group:none']],
  ['a path for CI, for nobody in CI', { branches: edited(BRANCHES, 'actors: [group:data, release-bot]', 'actors: [eva]\n    onlyInCi: true'), groups: edited(GROUPS, 'people:\n', 'people:\n  eva: { emails: [eva@shop.example] }\n') }, ['policy-unusable-path b:9 staging → prod is for CI only, and none of eva has a login there']],
  ['more approvals than people',      b('approvals: 1\n', 'approvals: 4\n'),                         ['policy-too-few-approvers b:10 staging → prod asks for 4 approvals of governance, data: there are 3'.replace('governance, data', 'carla, ben, ana')]],
  ['more signatures than keys',       b('approvals: 1\n', 'approvals: 1\n    signed: true\n'),       ['policy-too-few-approvers b:10 staging → prod asks for 1 approvals of carla, ben, ana: 0 of them have a key']],
  ['never open',                      b('from: 2026-11-26, to: 2026-11-30', 'from: 2026-11-23, to: 2030-11-30'), ['policy-never-open b:12 staging → prod does not open within 400 days']],
  ['a freeze of last year',           b('from: 2026-11-26, to: 2026-11-30', 'from: 2025-11-26, to: 2025-11-30'), ['policy-past-freeze b:4 the freeze "Black Friday" ended on 2025-11-30']],
  ['a branch with no way in',         b('protected: [prod]', 'protected: [prod, gold]'),            ['policy-no-way-in b:2 gold is protected, and no path leads to it']],
  ['a target that anybody writes to', b('protected: [prod]', 'protected: []'),                      ['policy-unprotected-target b:7 staging → prod: prod is not protected']],
  ['a path without a guard',          b('rollbacks:', '  - { from: dev, to: prod, actors: [ana] }\nrollbacks:'), ['policy-unguarded-path b:13 dev → prod asks for no gate and no approval']],
  ['a way back',                      b('rollbacks:', '  - { from: prod, to: staging, actors: [ana] }\nrollbacks:'), ['policy-cyclic-paths b:6 staging → prod leads back to staging', 'policy-cyclic-paths b:13 prod → staging leads back to prod', 'policy-unprotected-target b:13 prod → staging: staging is not protected']],
  ['a branch into itself',            b('rollbacks:', '  - { from: prod, to: prod, actors: [ana], gates: [contracts] }\nrollbacks:'), ['policy-cyclic-paths b:13 prod → prod leads back to prod']],
  ['a group in itself',               g('data: [ana, ben]', 'data: [ana, ben, group:data]'),        ['group-cycle g:7 group "data" contains itself']],
  ['a group of JavaScript’s own',      g('governance: [carla]', 'governance: [carla, group:constructor]'), ['unknown-policy-name g:8 group "governance": there is no group "constructor"']],
  ['groups in each other',            { groups: edited(edited(GROUPS, 'data: [ana, ben]', 'data: [ana, ben, group:governance]'), '[carla]', '[carla, group:data]') }, ['group-cycle g:7 group "data" contains itself', 'group-cycle g:8 group "governance" contains itself']],
  ['one address of two people',       g('[ben@shop.example]', '[Ana+x@shop.example]'),              ['shared-identity g:4 ben and ana both have the address ana@shop.example']],
  ['one login of two people',         g('github: carla-gov', 'github: Ben-Oliveira'),               ['shared-identity g:5 carla and ben both have the login ben-oliveira of GitHub']],
  ['a permit that is over',           p('expires: 2026-11-23', 'expires: 2026-11-22'),              ['expired-permit p:3 permit drop-legacy (table-dropped of bronze.legacy, staging → prod) expired on 2026-11-22']],
]

test.for(cases)('%s', ([, files, says]) => {
  expect(lint(files)).toEqual(says)
})

test('every rule has a case', () => {
  const told = cases.flatMap(([, , says]) => says.map((line) => line.split(' ')[0]))
  expect(policyLintRules.map(({ id }) => id).filter((id) => !told.includes(id))).toEqual([])
})
