import { expect, test } from 'vitest'
import { judge } from '../../../src/contracts/policies/judge.ts'
import { promotionRules } from '../../../src/contracts/policies/rules/promotion-rules.ts'
import type { Situation } from '../../../src/contracts/policies/situation.ts'
import { approvalBy, author, BRANCHES, GOOD, git, github, NOW, policies, refusals } from './situation.ts'

const [ana, ben, carla] = [git('ana@shop.example'), git('ben@shop.example'), git('carla@shop.example')]
const bot = github('release-bot')
const at = (text: string) => ({
  now: Date.parse(text),
  newestCommit: undefined,
  approvals: [approvalBy(carla, { time: Date.parse(text) })],
})
const loses = (...destructive: Situation['destructive']) => ({ destructive })

// biome-ignore format: one row a case
const cases: [what: string, situation: Partial<Situation>, refusedBy: string[]][] = [
  ['everything is as it should be',               {},                                                                      []],
  ['a bot that the policy names, in CI',          { who: bot },                                                            []],
  ['somebody whom CI knows by another name',      { who: github('Ana-Lima') },                                             []],
  ['a stranger',                                  { who: git('eve@else.example') },                                        ['promotion-actor: fail']],
  ['somebody who may approve, not promote',       { who: carla },                                                          ['promotion-actor: fail']],
  ['another way',                                 { from: { branch: 'dev', hash: 'a1' } },                                 ['promotion-path: fail', ...promotionRules.slice(1).map(({ id }) => `${id}: skipped`)]],
  ['nobody approved',                             { approvals: [] },                                                       ['promotion-approvals: fail']],
  ['who promotes may approve, not being the author', { approvals: [approvalBy(ana)] },                                     []],
  ['nobody knows who wrote it',                   { authors: [] },                                                         ['promotion-approvals: error']],
  ['at nine sharp',                               at('2026-11-23T12:00:00Z'),                                              []],
  ['a minute before nine',                        at('2026-11-23T11:59:59Z'),                                              ['promotion-window: fail']],
  ['at four sharp',                               at('2026-11-23T19:00:00Z'),                                              ['promotion-window: fail']],
  ['on a Sunday',                                 at('2026-11-22T14:00:00Z'),                                              ['promotion-window: fail']],
  ['on the first day of a freeze',                at('2026-11-26T14:00:00Z'),                                              ['promotion-window: fail']],
  ['on the last day of a freeze',                 at('2026-11-30T14:00:00Z'),                                              ['promotion-window: fail']],
  ['the day after',                               at('2026-12-01T14:00:00Z'),                                              []],
  ['a table goes, with a permit, on its last day', loses({ kind: 'table-dropped', table: 'bronze.legacy' }),               []],
  ['a table goes, without one',                   loses({ kind: 'table-dropped', table: 'bronze.orders' }),                ['promotion-permits: fail']],
  ['a column goes, its permit has expired',       loses({ kind: 'column-dropped', table: 'bronze.orders', column: 'note' }), ['promotion-permits: fail']],
  ['as many rows go as a permit says',            loses({ kind: 'rows-lost', table: 'bronze.orders', rows: 10 }),          []],
  ['one more',                                    loses({ kind: 'rows-lost', table: 'bronze.orders', rows: 11 }),          ['promotion-permits: fail']],
  ['nobody knows how many',                       loses({ kind: 'rows-lost', table: 'bronze.orders' }),                    ['promotion-permits: fail']],
  ['the work tree, as committed',                 { policySource: { kind: 'worktree', commit: 'c', changed: false } },     []],
  ['the clock is a little behind',                { newestCommit: NOW + 59_000, approvals: [approvalBy(carla, { time: NOW })] },                                          []],
]

test.for(cases)('%s', ([, situation, refusedBy]) => {
  expect(refusals(situation)).toEqual(refusedBy)
})

// biome-ignore format: one row a case
const rollbacks: [what: string, situation: Partial<Situation>, refusedBy: string[]][] = [
  ['by two people',                      { approvals: [approvalBy(ben)] },                                       []],
  ['in a freeze, at night',              { ...at('2026-11-28T03:00:00Z'), approvals: [approvalBy(ben, { time: Date.parse('2026-11-28T03:00:00Z') })] }, []],
  ['what is undone needs no permit',     { approvals: [approvalBy(ben)], ...loses({ kind: 'table-dropped', table: 'bronze.orders' }) }, []],
  ['alone',                              { approvals: [approvalBy(ana)] },                                       ['promotion-approvals: fail']],
  ['approved by who may not',            { approvals: [approvalBy(carla)] },                                     ['promotion-approvals: fail']],
  ['of a branch that nobody rolls back', { to: { branch: 'staging', hash: 'b1' } },                              ['promotion-path: fail', ...promotionRules.slice(1).map(({ id }) => `${id}: skipped`)]],
]

test.for(rollbacks)('a rollback %s', ([, situation, refusedBy]) => {
  expect(refusals({ kind: 'rollback', authors: [], ...situation })).toEqual(refusedBy)
})

test('the record names the approvals that counted and the permits that are used up', () => {
  const { isOpen, approvals, permits } = judge(policies(), {
    ...GOOD,
    approvals: [approvalBy(ben), ...GOOD.approvals],
    authors: [author('ben@shop.example')],
    ...loses({ kind: 'table-dropped', table: 'bronze.legacy' }, { kind: 'rows-lost', table: 'bronze.orders', rows: 3 }),
  })
  expect(isOpen).toBe(true)
  expect(approvals).toEqual([{ file: 'Carla.json', by: 'Carla <carla@shop.example>', proof: 'claimed' }])
  expect(permits).toEqual(['drop-legacy', 'few-rows'])
})

test('the way on names the branches that are asked about', () => {
  const { verdicts } = judge(policies(), { ...GOOD, who: git('eve@else.example') })
  expect(verdicts.find(({ rule }) => rule === 'promotion-actor')?.fix).toBe(
    'ask one of the actors; dq policy explain staging prod names them',
  )
})

test('two approvals are two people', () => {
  const two = policies(BRANCHES.replace('approvals: 1', 'approvals: 2'))
  expect(refusals({}, two)).toEqual(['promotion-approvals: fail'])
  expect(refusals({ approvals: [approvalBy(carla), approvalBy(ana)] }, two)).toEqual([])
})

test('without a path nothing is open, whatever else holds', () => {
  const none = policies('version: 1\npaths: []\n')
  expect(judge(none, GOOD).isOpen).toBe(false)
})
