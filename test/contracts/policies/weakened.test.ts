import { expect, test } from 'vitest'
import { describeChange } from '../../../src/contracts/diff/describe.ts'
import { BRANCHES_FILE, GROUPS_FILE, PERMITS_FILE } from '../../../src/contracts/policies/files.ts'
import { policySource } from '../../../src/contracts/policies/policy-changes.ts'
import { edited } from '../base-repo.ts'
import { memoryFiles } from '../memory-files.ts'
import { GROUPS, PERMITS } from './situation.ts'

const BRANCHES = `version: 1
protected: [prod]
timeZone: UTC
freezes: [{ name: Black Friday, from: 2026-11-26, to: 2026-11-30, branches: [prod] }]
freshness: [{ layer: bronze, maxAge: 6h }]
paths:
  - from: staging
    to: prod
    actors: [group:data]
    approvals: 1
    approvers: [group:governance]
    approvalsValid: 2d
    signed: true
    onlyInCi: true
    rowsLost: 1
    windows: [{ days: [mon, tue], from: "09:00", to: "16:00" }]
rollbacks:
  - { branch: prod, actors: [group:data], approvals: 1 }
`
type Files = Readonly<Record<string, string>>
const BEFORE: Files = { [BRANCHES_FILE]: BRANCHES, [GROUPS_FILE]: GROUPS, [PERMITS_FILE]: PERMITS }
const branches = (from: string, to: string): Files => ({ [BRANCHES_FILE]: edited(BRANCHES, from, to) })
const groups = (from: string, to: string): Files => ({ [GROUPS_FILE]: edited(GROUPS, from, to) })
const permits = (from: string, to: string): Files => ({ [PERMITS_FILE]: edited(PERMITS, from, to) })

async function compare(change: Files) {
  const [before, after] = [memoryFiles(BEFORE, 'old'), memoryFiles({ ...BEFORE, ...change }, 'new')]
  return policySource.changesBetween(before, after)
}

// biome-ignore format: one row a case
const cases: [what: string, change: Files, says: string[]][] = [
  ['nothing',                            {},                                                                []],
  ['signatures are not asked for',       branches('    signed: true\n', ''),                                ['staging → prod: gate-removed - gate signed approvals']],
  ['laptops may promote',                branches('    onlyInCi: true\n', ''),                              ['staging → prod: gate-removed - gate only in CI']],
  ['approvals may be older',             branches('approvalsValid: 2d', 'approvalsValid: 49h'),             ['staging → prod: gate-removed - gate age of approvals, 2d → 49h']],
  ['approvals must be newer',            branches('approvalsValid: 2d', 'approvalsValid: 47h'),             ['staging → prod: gate-added + gate age of approvals, 2d → 47h']],
  ['somebody more may approve',          branches('[group:governance]', '[group:governance, eve]'),         ['staging → prod: actor-added + actor eve as approver']],
  ['who promotes approves',              branches('    approvers: [group:governance]\n', ''),               ['staging → prod: actor-removed - actor group:governance as approver', 'staging → prod: actor-added + actor group:data as approver']],
  ['an hour more',                       branches('to: "16:00"', 'to: "17:00"'),                            ['staging → prod: gate-removed - gate windows, mon tue 09:00–16:00 → mon tue 09:00–17:00']],
  ['an hour less',                       branches('to: "16:00"', 'to: "15:00"'),                            ['staging → prod: gate-added + gate windows, mon tue 09:00–16:00 → mon tue 09:00–15:00']],
  ['another day',                        branches('[mon, tue]', '[mon, wed]'),                              ['staging → prod: gate-removed - gate windows, mon tue 09:00–16:00 → mon wed 09:00–16:00']],
  ['the same hours, said in two',        branches('[{ days: [mon, tue], from: "09:00", to: "16:00" }]', '[{ days: [mon], from: "09:00", to: "16:00" }, { days: [tue], from: "09:00", to: "16:00" }]'), ['staging → prod: gate-added + gate windows, mon tue 09:00–16:00 → mon 09:00–16:00, tue 09:00–16:00']],
  ['at any time',                        branches('    windows: [{ days: [mon, tue], from: "09:00", to: "16:00" }]\n', ''), ['staging → prod: gate-removed - gate windows, mon tue 09:00–16:00 → always']],
  ['more rows may go',                   branches('rowsLost: 1', 'rowsLost: 50'),                           ['staging → prod: gate-removed - gate rows that may be lost, 1 % → 50 %']],
  ['a freeze is lifted',                 branches('freezes: [{ name: Black Friday, from: 2026-11-26, to: 2026-11-30, branches: [prod] }]\n', ''), ['branches.yaml: gate-removed - gate freeze Black Friday 2026-11-26, 2026-11-30']],
  ['a freeze ends sooner',               branches('to: 2026-11-30', 'to: 2026-11-27'),                      ['branches.yaml: gate-removed - gate freeze Black Friday 2026-11-26, 2026-11-30 → 2026-11-27']],
  ['a freeze is of another branch',      branches('branches: [prod] }]', 'branches: [staging] }]'),         ['branches.yaml: gate-removed - gate freeze Black Friday 2026-11-26, prod → staging']],
  ['another clock',                      branches('timeZone: UTC', 'timeZone: Asia/Tokyo'),                 ['branches.yaml: gate-removed - gate time zone, UTC → Asia/Tokyo']],
  ['data may be older',                  branches('maxAge: 6h', 'maxAge: 1d'),                              ['branches.yaml: gate-removed - gate freshness of bronze, 6h → 1d']],
  ['nobody asks how old data are',       branches('freshness: [{ layer: bronze, maxAge: 6h }]\n', ''),      ['branches.yaml: gate-removed - gate freshness of bronze']],
  ['a rollback by one person',           branches('actors: [group:data], approvals: 1', 'actors: [group:data]'), ['rollback of prod: gate-removed - gate approvals, 1 → 0']],
  ['a new rollback',                     branches('rollbacks:\n', 'rollbacks:\n  - { branch: staging, actors: [eve] }\n'), ['branches.yaml: path-added + promotion path rollback of staging']],
  ['somebody comes into a group',        groups('data: [ana, ben]', 'data: [ana, ben, eve]'),               ['groups.yaml: actor-added + actor eve in group data']],
  ['somebody leaves',                    groups('data: [ana, ben]', 'data: [ana]'),                         ['groups.yaml: actor-removed - actor ben in group data']],
  ['a group comes into a group',         groups('governance: [carla]', 'governance: [carla, group:data]'),  ['groups.yaml: actor-added + actor ana in group governance', 'groups.yaml: actor-added + actor ben in group governance']],
  ['another address of a person',        groups('[ben@shop.example]', '[ben@shop.example, eve@else.example]'), ['groups.yaml: actor-added + actor ben as eve@else.example']],
  ['another login of a person',          groups('github: carla-gov', 'github: eve'),                        ['groups.yaml: actor-removed - actor carla as carla-gov on GitHub', 'groups.yaml: actor-added + actor carla as eve on GitHub']],
  ['a key',                              groups('{ emails: [ben@shop.example],', '{ keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIabcdefghijkl ben"], emails: [ben@shop.example],'), ['groups.yaml: actor-added + actor ben as the key abcdefghijkl']],
  ['a permit',                           permits('permits:\n', 'permits:\n  - { id: drop-all, from: staging, to: prod, table: a.b, kind: table-dropped, owner: x, reason: y, expires: 2026-12-31 }\n'), ['permits.yaml: permit-added + permit drop-all: table-dropped of a.b, staging → prod, 2026-12-31']],
  ['a permit for more rows',             permits('rows: 10', 'rows: 1000'),                                 ['permits.yaml: permit-removed - permit few-rows: rows-lost of bronze.orders, staging → prod, 2026-12-31', 'permits.yaml: permit-added + permit few-rows: rows-lost of bronze.orders, staging → prod, 2026-12-31']],
  ['a permit with another reason',       permits('reason: erased', 'reason: asked for'),                    []],
]

test.for(cases)('%s', async ([, change, says]) => {
  const { changes, mistakes } = await compare(change)
  const lines = changes.map((one) => {
    const { sign, text } = describeChange(one)
    return `${one.of}: ${one.kind} ${sign} ${text}`
  })
  expect([lines, mistakes]).toEqual([says, []])
})

test('a mistake in one file hides no change in another', async () => {
  const { changes, mistakes } = await compare({
    [GROUPS_FILE]: 'version: 2',
    ...branches('signed: true', 'signed: false'),
  })
  expect(changes.map(({ kind }) => kind)).toEqual(['gate-removed'])
  expect(mistakes.map(({ at }) => at.file)).toEqual([`new/${GROUPS_FILE}`])
})

test('a first policy, with a clock of its own, takes no gate away', async () => {
  const files = { ...BEFORE, ...branches('timeZone: UTC', 'timeZone: Asia/Tokyo') }
  const { changes } = await policySource.changesBetween(memoryFiles({}, 'old'), memoryFiles(files, 'new'))
  expect(changes.map(({ kind }) => kind)).toContain('path-added')
  expect(changes.map(({ kind }) => kind)).not.toContain('gate-removed')
})
