import { expect, test } from 'vitest'
import { judge } from '../../../src/contracts/check/judge.ts'
import { diffContracts } from '../../../src/contracts/diff/diff-contracts.ts'
import { planGate } from '../../../src/contracts/evolve/plan-gate.ts'
import { readPlan } from '../../../src/contracts/evolve/read-plan.ts'
import type { Usage } from '../../../src/contracts/impact/usage.ts'
import { indexUsages } from '../../../src/contracts/impact/usage-index.ts'
import { avsc, BASE, contractsOf, type Files, field, setting } from '../diff/repo.ts'

const plan = (sunset: string) => {
  const text = `version: 1
contract: order.created
to: v1.1
fields: [{ from: total, to: amount }]
owner: checkout
reason: One name for money
dualWriteFrom: 2026-01-01
sunset: ${sunset}
consumers: [job fraud]
`
  const read = readPlan('plans/order.created-v1.1.yaml', text)
  expect(read.findings).toEqual([])
  return read.plan!
}

const money = '{ "type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2 }'
const line = `    { "name": "total", "type": ${money} },\n`
const told = (day: string): Files =>
  avsc([line, line.replace(' },\n', `, "deprecated": true, "sunset": "${day}" },\n`)])
const REMOVED = avsc([line, ''])
const full = (files: Files): Files => ({
  ...files,
  'events/order.created.odcs.yaml': setting('compatibility', 'FULL')['events/order.created.odcs.yaml']!,
})

const used: Usage = {
  contract: 'order.created',
  field: 'total',
  edge: 'value',
  by: { kind: 'job', name: 'fraud', at: { file: 'jobs/fraud.ts', line: 3 } },
}

async function check(before: Files, sunset: string, usages: readonly Usage[]) {
  const [old, now] = await Promise.all([contractsOf(full(before), 'old'), contractsOf(full(REMOVED), 'new')])
  const changes = diffContracts(old, now)
  const { findings, isPlanned } = planGate([plan(sunset)], changes, old, indexUsages(usages), '2026-11-22')
  const judged = judge(changes, { before: old, after: now, today: '2026-11-22', isPlanned })
  return [...judged, ...findings]
    .filter(({ rule }) => rule !== 'version-not-bumped')
    .map(({ rule, message }) => `${rule}: ${message}`)
}

test('without a plan a removal under FULL is what Avro refuses: old readers find no value', async () => {
  const [old, now] = await Promise.all([
    contractsOf(full(told('2026-06-30')), 'old'),
    contractsOf(full(REMOVED), 'new'),
  ])
  const rules = judge(diffContracts(old, now), { before: old, after: now, today: '2026-11-22' }).map(({ rule }) => rule)
  expect(rules).toContain('avro-missing-default')
})

// biome-ignore format: one row a case
const cases: [what: string, before: Files, sunset: string, usages: readonly Usage[], says: string | undefined][] = [
  ['announced, its day has come, nobody uses it', told('2026-06-30'), '2026-06-30', [],     undefined],
  ['the day itself',                              told('2026-11-22'), '2026-11-22', [],     undefined],
  ['before its day',                              told('2099-06-30'), '2099-06-30', [],     'planned-removal: order.created.total is promised until 2099-06-30 by the plan v1.1'],
  ['the plan was moved forward, the promise was not', told('2099-06-30'), '2026-06-30', [], 'planned-removal: order.created.total is promised until 2099-06-30 by the plan v1.1'],
  ['nobody was told',                             BASE,               '2026-06-30', [],     'planned-removal: order.created.total is removed, and its readers were never told: the plan v1.1 has to announce 2026-06-30 first'],
  ['somebody still uses it',                      told('2026-06-30'), '2026-06-30', [used], 'planned-removal: order.created.total is removed, and job fraud has not moved to v1.1'],
]

test.for(cases)('a planned removal: %s', async ([, before, sunset, usages, says]) => {
  expect(await check(before, sunset, usages)).toEqual(says === undefined ? [] : [says])
})

test('other changes of the same contract are judged as ever', async () => {
  const [old, now] = await Promise.all([
    contractsOf(told('2026-06-30'), 'old'),
    contractsOf(field('{ "name": "n", "type": "int" }'), 'new'),
  ])
  const changes = diffContracts(old, now)
  const { isPlanned } = planGate([plan('2026-06-30')], changes, old, indexUsages([]), '2026-11-22')
  const rules = judge(changes, { before: old, after: now, today: '2026-11-22', isPlanned }).map(({ rule }) => rule)
  expect(rules).toContain('avro-missing-default')
})
