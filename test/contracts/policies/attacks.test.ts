import { afterAll, expect, test } from 'vitest'
import { whoAmI } from '../../../src/cli/policy/who.ts'
import { approvalFileText, readApproval } from '../../../src/contracts/policies/approval.ts'
import { isListed } from '../../../src/contracts/policies/identity.ts'
import { readPermits } from '../../../src/contracts/policies/permit.ts'
import { planFileText, readPlanFile } from '../../../src/contracts/policies/plan-envelope.ts'
import type { Situation } from '../../../src/contracts/policies/situation.ts'
import {
  approvalBy,
  author,
  BRANCHES,
  GOOD,
  GROUPS,
  git,
  github,
  NOW,
  PERMITS,
  policies,
  refusals,
  textOf,
} from './situation.ts'

/*
 * Who tries to get past the policy, and how. Each row begins from a promotion that would pass, and bends one thing.
 */
let tried = 0
afterAll(() => console.log(`${tried} attacks on the policy, each refused`))
const attempt = () => {
  tried++
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const carla = git('carla@shop.example', 'Carla')
const wrote = (email: string, name = 'Ana Lima') => ({ authors: [author(email, name)] })
const approved = (...approvals: Situation['approvals']) => ({ approvals })
const two = policies(BRANCHES.replace('approvals: 1', 'approvals: 2'))
const signed = policies(BRANCHES.replace('approvals: 1', 'approvals: 1\n    signed: true'))
const inCi = policies(BRANCHES.replace('approvals: 1', 'approvals: 1\n    onlyInCi: true'))
const loses = (kind: Situation['destructive'][number]['kind'], table: string, column?: string) => ({
  destructive: [{ kind, table, column }],
})

// biome-ignore format: one row an attack
const approvals: [how: string, situation: Partial<Situation>, given?: ReturnType<typeof policies>][] = [
  ['the author approves',                                 { ...wrote('ana@shop.example'), ...approved(approvalBy(git('ana@shop.example'))) }],
  ['the author approves in capitals',                     { ...wrote('ana@shop.example'), ...approved(approvalBy(git('ANA@Shop.Example', 'ANA'))) }],
  ['the author approves by a plus address',               { ...wrote('ana@shop.example'), ...approved(approvalBy(git('ana+second@shop.example', 'Anna'))) }],
  ['the author commits by a plus address',                { ...wrote('ana+bulk@shop.example', 'Loader'), ...approved(approvalBy(git('ana@shop.example'))) }],
  ['the author approves from home',                       { ...wrote('ana@shop.example'), ...approved(approvalBy(git('ana.lima@home.example', 'A. L.'))) }],
  ['the author approves as her login on GitHub',          { ...wrote('ana.lima@home.example'), ...approved(approvalBy(github('ANA-lima'))) }],
  ['the author is one of several',                        { authors: [author('ben@shop.example'), author('ana@shop.example')], ...approved(approvalBy(git('ana@shop.example'))) }],
  ['the author commits by name alone',                    { authors: [{ source: 'catalog', name: 'Ana' }], ...approved(approvalBy(git('ana@shop.example'))) }],
  ['the author is left out of the plan',                  { authors: [] }],
  ['one person approves twice, under two names',          approved(approvalBy(carla), approvalBy(git('carla@shop.example', 'Clara'), { file: '2.json' })), two],
  ['one person approves twice, in git and on GitHub',     approved(approvalBy(carla), approvalBy(github('carla-gov'))), two],
  ['an approval is copied',                               approved(approvalBy(carla), approvalBy(carla, { file: 'copy.json' })), two],
  ['somebody approves who may not',                       approved(approvalBy(git('eve@else.example'))) ],
  ['somebody calls himself by the id of a person',        approved(approvalBy(git('eve@else.example', 'carla'))) ],
  ['somebody calls himself a group',                      approved(approvalBy(git('eve@else.example', 'group:governance'))) ],
  ['an address with a Cyrillic letter',                   approved(approvalBy(git('c\u0430rla@shop.example', 'Carla'))) ],
  ['an address in wide letters',                          approved(approvalBy(git('ｃarla@shop.example', 'Carla'))) ],
  ['a name with a Cyrillic letter among Latin ones',      approved(approvalBy(git('carla@shop.example', 'C\u0430rla'))) ],
  ['a name with a letter that nobody sees',               approved(approvalBy(git('carla@shop.example', 'Car\u200bla'))) ],
  ['a name that turns the line around',                   approved(approvalBy(git('carla@shop.example', 'Carla\u202e'))) ],
  ['a name with a line break',                            approved(approvalBy(git('carla@shop.example', 'Carla\napproved by Ben'))) ],
  ['a name with a terminal’s escape',                     approved(approvalBy(git('carla@shop.example', 'Carla\u001b[2K'))) ],
  ['an approval of another plan',                         approved(approvalBy(carla, { plan: 'e'.repeat(64) })) ],
  ['an approval from before staging moved',               approved(approvalBy(carla, { fromHash: 'a0' })) ],
  ['an approval from before prod moved',                  approved(approvalBy(carla, { toHash: 'b0' })) ],
  ['an approval that is not made yet',                    approved(approvalBy(carla, { time: NOW + HOUR })) ],
  ['an approval older than what it approves',             approved(approvalBy(carla, { time: NOW - 2 * HOUR })) ],
  ['an approval of last week',                            { newestCommit: NOW - 30 * DAY, ...approved(approvalBy(carla, { time: NOW - 8 * DAY })) }],
  ['an edited approval',                                  approved({ file: 'x.json', fault: 'was changed after it was made' })],
  ['an unsigned approval where signatures are asked for', {}, signed],
  ['an approval signed with the key of somebody else',    approved(approvalBy(carla, { proof: { kind: 'signed', person: 'ben' } })) ],
  ['an approval whose signature does not hold',           approved(approvalBy(carla, { proof: { kind: 'bad', reason: 'made of another text' } })) ],
]

test.for(approvals)('refused: %s', ([, situation, given]) => {
  attempt()
  expect(refusals(situation, given).map((one) => one.replace(/: .*/, ''))).toEqual(['promotion-approvals'])
})

// biome-ignore format: one row an attack
const others: [how: string, situation: Partial<Situation>, refusedBy: string[], given?: ReturnType<typeof policies>][] = [
  ['a permit for another table',                { ...loses('table-dropped', 'bronze.orders') },                           ['promotion-permits: fail']],
  ['a permit for a table of a similar name',    { ...loses('table-dropped', 'bronze.legacy2') },                          ['promotion-permits: fail']],
  ['a permit for something less',               { ...loses('table-replaced', 'bronze.legacy') },                          ['promotion-permits: fail']],
  ['a permit for another column',               { ...loses('column-dropped', 'bronze.orders', 'amount') },                ['promotion-permits: fail']],
  ['a permit for another path',                 { ...loses('table-dropped', 'bronze.legacy') },                           ['promotion-permits: fail'], policies(BRANCHES, GROUPS, PERMITS.replace('from: staging, to: prod, table: bronze.legacy', 'from: dev, to: prod, table: bronze.legacy'))],
  ['a permit used before',                      { ...loses('table-dropped', 'bronze.legacy'), usedPermits: ['drop-legacy'] }, ['promotion-permits: fail']],
  ['a permit that expired yesterday',           { ...loses('column-dropped', 'bronze.orders', 'note') },                  ['promotion-permits: fail']],
  ['a clock put back to when a permit held',    { ...loses('column-dropped', 'bronze.orders', 'note'), now: NOW - DAY, newestCommit: NOW, ...approved(approvalBy(carla, { time: NOW - DAY })) }, ['promotion-clock: error', 'promotion-window: fail', 'promotion-approvals: fail', 'promotion-permits: fail']],
  ['a clock put back into the window',          { now: Date.parse('2026-11-23T18:00:00Z'), newestCommit: Date.parse('2026-11-23T20:00:00Z'), ...approved(approvalBy(carla, { time: Date.parse('2026-11-23T20:00:00Z') })) }, ['promotion-clock: error', 'promotion-approvals: fail']],
  ['a clock put forward past a freeze: approvals are old by it',  { now: Date.parse('2026-12-01T14:00:00Z') },                              ['promotion-approvals: fail']],
  ['no clock',                                  { now: Number.NaN },                                                      ['promotion-clock: error', 'promotion-window: error', 'promotion-approvals: fail']],
  ['no clock, and something goes',              { now: Number.NaN, ...loses('table-dropped', 'bronze.legacy') },          ['promotion-clock: error', 'promotion-window: error', 'promotion-approvals: fail', 'promotion-permits: fail']],
  ['a policy edited and not committed',         { policySource: { kind: 'worktree', commit: 'c', changed: true } },       ['promotion-policy: fail']],
  ['a policy that no commit holds',             { policySource: { kind: 'worktree', commit: undefined, changed: true } }, ['promotion-policy: fail']],
  ['a policy brought along by the branch, in CI', { who: github('ana-lima'), policySource: { kind: 'worktree', commit: 'c', changed: false } }, ['promotion-policy: fail']],
  ['an actor’s id as a name in git',            { who: git('eve@else.example', 'ana') },                                  ['promotion-actor: fail']],
  ['the bot’s name on a laptop, for CI only',   { who: git('eve@else.example', 'release-bot') },                          ['promotion-identity: fail'], inCi],
  ['an actor’s address on a laptop, for CI only', { who: git('ana@shop.example') },                                       ['promotion-identity: fail'], inCi],
  ['an actor with a letter that nobody sees',   { who: git('ana@shop.example', 'Ana\u2060') },                            ['promotion-identity: fail']],
  ['an author whose name looks like another',   { authors: [author('ben@shop.example', 'B\u0435n')] },                    ['promotion-identity: fail']],
  ['a branch whose name looks like staging',    { from: { branch: 'st\u0430ging', hash: 'a1' } },                         ['promotion-path: fail', ...['policy', 'clock', 'identity', 'actor', 'window', 'approvals', 'permits'].map((rule) => `promotion-${rule}: skipped`)]],
  ['a rollback in place of a promotion',        { kind: 'rollback', ...approved(approvalBy(git('ana@shop.example'))) },   ['promotion-approvals: fail']],
]

test.for(others)('refused: %s', ([, situation, refusedBy, given]) => {
  attempt()
  expect(refusals(situation, given)).toEqual(refusedBy)
})

test('what does not count is named with its reason', () => {
  const text = textOf(
    'promotion-approvals',
    approved(approvalBy(carla, { fromHash: 'a0' }), approvalBy(git('ben@shop.example'))),
  )
  expect(text).toBe(
    '0 of 1 approvals; not counted: Carla.json: it is of other commits than those of now; ben@shop.example.json: ben@shop.example <ben@shop.example> wrote what is promoted',
  )
})

// biome-ignore format: one row an attack
const groups: [how: string, groups: string, who: ReturnType<typeof git>][] = [
  ['a group that lists itself',           GROUPS.replace('data: [ana, ben]', 'data: [group:data]'),                      git('eve@else.example', 'group:data')],
  ['groups that list each other',         GROUPS.replace('data: [ana, ben]', 'data: [group:more]\n  more: [group:data]'), git('eve@else.example', 'data')],
  ['a group called as a part of JavaScript', GROUPS.replace('data: [ana, ben]', 'data: [group:constructor]'),            git('eve@else.example', 'constructor')],
]

test.for(groups)('refused: %s has nobody in it', ([, text, who]) => {
  attempt()
  expect(isListed(who, ['group:data'], policies(BRANCHES, text).groups)).toBe(false)
  expect(refusals({ who }, policies(BRANCHES, text))).toContain('promotion-actor: fail')
})

const plan = {
  kind: 'promotion',
  from: { ...GOOD.from },
  to: { ...GOOD.to },
  authors: ['Ben <ben@shop.example>'],
  tables: [{ table: 'a', rows: 1 }],
}
const file = planFileText(plan)

// biome-ignore format: one row an attack
const files: [how: string, text: string, says: RegExp][] = [
  ['a plan with another hash',             file.replace('"hash": "a1"', '"hash": "a2"'),                     /was changed after it was made/],
  ['a plan without its author',            file.replace('Ben <ben@shop.example>', 'Eve <eve@else.example>'), /was changed after it was made/],
  ['a plan with one number more',          file.replace('"rows": 1', '"rows": 2'),                           /was changed after it was made/],
  ['a plan with a key given twice',        file.replace('"rows": 1', '"rows": 1, "rows": 2'),                /was changed after it was made/],
  ['a plan with an endless number',        planFileText({ ...plan, base: null }).replace('"base": null', '"base": 1e999'), /was changed after it was made/],
  ['a plan with a key beside',             file.replace('"dqPlan": 1', '"dqPlan": 1, "force": true'),        /is no plan of dq promote/],
  ['a plan cut off',                       file.slice(0, -20),                                               /is no JSON/],
  ['a plan without hashes',                planFileText({ kind: 'promotion' }),                              /the plan is without its kind, its two branches/],
]

test.for(files)('refused: %s', ([, text, says]) => {
  attempt()
  expect(() => readPlanFile(text, 'plan.json')).toThrow(says)
})

test('refused: a plan made anew with its own digest has none of the approvals of the first', () => {
  attempt()
  const bent = planFileText({ ...plan, authors: [] })
  const { digest } = readPlanFile(bent, 'plan.json')
  expect(digest).not.toBe(readPlanFile(file, 'plan.json').digest)
  expect(refusals({ planDigest: digest })).toEqual(['promotion-approvals: fail'])
})

const given = approvalBy(carla)
if (!('approval' in given)) throw new Error('no approval')
const approvalText = approvalFileText(given.approval)

// biome-ignore format: one row an attack
const edited: [how: string, text: string, fault: string][] = [
  ['an approval in the name of somebody else', approvalText.replaceAll('carla@shop.example', 'ben@shop.example'), 'was changed after it was made'],
  ['an approval of another plan, by hand',     approvalText.replace('ffff', 'eeee'),                               'was changed after it was made'],
  ['an approval with a later time',            approvalText.replace('2026-11-23T', '2026-11-24T'),                 'was changed after it was made'],
  ['an approval with a key beside',            approvalText.replace('"dqApproval": 1', '"dqApproval": 1, "x": 1'), 'is no approval of dq approve'],
  ['a plan given as an approval',              file,                                                               'is no approval of dq approve'],
]

test.for(edited)('refused: %s', ([, text, fault]) => {
  attempt()
  expect(text).not.toBe(approvalText)
  expect(readApproval(text, 'x.json')).toEqual({ file: 'x.json', fault })
})

test('refused: two permits of one id, one of them used', () => {
  attempt()
  const { permits, findings } = readPermits(PERMITS.replaceAll('few-rows', 'drop-legacy'), 'permits.yaml')
  expect([permits.map(({ id }) => id), findings.length]).toEqual([['old-column'], 2])
})

// biome-ignore format: one row an attack
const byHand: [how: string, env: NodeJS.ProcessEnv, says: RegExp][] = [
  ['GITHUB_ACTOR set on a laptop',          { GITHUB_ACTOR: 'ana-lima' },                                                 /GITHUB_ACTOR is set, and this is no run of GitHub Actions/],
  ['GITHUB_TRIGGERING_ACTOR set on a laptop', { GITHUB_TRIGGERING_ACTOR: 'ana-lima' },                                    /is no run of GitHub Actions/],
  ['some of the marks of GitHub Actions',   { GITHUB_ACTOR: 'ana-lima', GITHUB_ACTIONS: 'true' },                         /is no run of GitHub Actions/],
  ['a run id that is none',                 { GITHUB_ACTOR: 'ana-lima', GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: 'x', GITHUB_REPOSITORY: 'a/b' }, /is no run of GitHub Actions/],
  ['GITLAB_USER_LOGIN set on a laptop',     { GITLAB_USER_LOGIN: 'ana' },                                                 /is no run of GitLab CI/],
  ['a run that says nobody started it',     { GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: '1', GITHUB_REPOSITORY: 'a/b' },     /nobody knows who started this run/],
]

test.for(byHand)('refused: %s', async ([, env, says]) => {
  attempt()
  await expect(whoAmI({ root: '/' } as never, env)).rejects.toThrow(says)
})

test('a re-run in CI is by whoever started it again', async () => {
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_RUN_ID: '17',
    GITHUB_REPOSITORY: 'shop/data',
    GITHUB_ACTOR: 'ana-lima',
    GITHUB_TRIGGERING_ACTOR: 'eve',
  }
  expect(await whoAmI({ root: '/' } as never, env)).toEqual({ source: 'github', name: 'eve' })
})
