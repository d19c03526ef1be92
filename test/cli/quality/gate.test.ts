import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { qualityGate } from '../../../src/cli/quality/gate.ts'
import { qualityHistory } from '../../../src/cli/quality/history.ts'
import { qualityEngine } from '../../../src/cli/wiring/quality.ts'
import { gateIsOpen } from '../../../src/quality/gate.ts'
import { scratchRepo } from './scratch.ts'

const repo = scratchRepo('')
afterAll(() => repo.remove())

const csv = (...rows: readonly string[]) => `payment_id,order_id,payment_value\n${rows.join('\n')}\n`
repo.write('good.csv', csv('a,o1,1.00', 'b,o1,2.00', 'c,o2,3.00'))
repo.write('odd.csv', csv('a,o1,-1.00', 'b,o1,2.00', 'c,o2,3.00'))
repo.write('bad.csv', csv('a,,1.00', 'b,o1,2.00', 'c,o2,3.00'))
repo.write('blind.csv', 'payment_id,payment_value\na,1.00\nb,1.00\nc,1.00\n')
repo.write('bad-and-blind.csv', 'payment_id,payment_value\na,-1.00\nb,1.00\nc,1.00\n')
repo.write(
  'expectations/bronze/bronze.orders.json',
  '{"name": "bronze.orders", "expectations": [{"type": "expect_nothing"}]}',
)

const ask = (table: string, data: string, policy = {}) =>
  qualityGate(repo.settings(), { table, rows: { kind: 'files', data: join(repo.folder, data) }, policy })

// biome-ignore format: one row a case
const cases: [what: string, table: string, data: string, policy: object, kind: string, says: string[]][] = [
  ['everything is met',                              'bronze.payments', 'good.csv',          {},                        'pass',    []],
  ['a warning lets it through, and is told',         'bronze.payments', 'odd.csv',           {},                        'pass',    ['payment_value is at least 0: 1 of 3']],
  ['a warning closes it where asked to',             'bronze.payments', 'odd.csv',           { failOn: 'warning' },     'fail',    ['payment_value is at least 0: 1 of 3']],
  ['something critical is not met',                  'bronze.payments', 'bad.csv',           {},                        'fail',    ['order_id is never null: 1 of 3']],
  ['something critical cannot be judged',            'bronze.payments', 'blind.csv',         {},                        'error',   ['order_id is never null: cannot be judged: the data has no column "order_id"']],
  ['something is not met, and something not judged', 'bronze.payments', 'bad-and-blind.csv', { failOn: 'info' },        'fail',    ['order_id is never null: cannot be judged: the data has no column "order_id"', 'payment_value is at least 0: 1 of 3']],
  ['no data',                                        'bronze.payments', 'none.csv',          {},                        'error',   ['no file is called']],
  ['a suite with mistakes',                          'bronze.orders',   'good.csv',          {},                        'error',   ['the suite has mistakes: there is no expectation "expect_nothing"']],
  ['no suite',                                       'bronze.shipments', 'good.csv',         {},                        'skipped', ['bronze.shipments has no suite in']],
  ['no suite where there must be one',               'bronze.shipments', 'good.csv',         { withoutSuite: 'error' }, 'error',   ['bronze.shipments has no suite in']],
]

test.for(cases)('%s', async ([, table, data, policy, kind, says]) => {
  const verdict = await ask(table, data, policy)
  expect([verdict.kind, verdict.table]).toEqual([kind, table])
  const said =
    verdict.kind === 'pass' ? verdict.warnings : verdict.kind === 'skipped' ? [verdict.reason] : verdict.reasons
  expect(said.length).toBe(says.length)
  for (const [i, text] of says.entries()) expect(said[i]).toContain(text)
  expect(gateIsOpen([verdict])).toBe(kind === 'pass' || kind === 'skipped')
})

test('one closed gate closes all; no verdict opens nothing', async () => {
  const pass = await ask('bronze.payments', 'good.csv')
  expect(gateIsOpen([pass, pass])).toBe(true)
  expect(gateIsOpen([pass, await ask('bronze.payments', 'bad.csv')])).toBe(false)
  expect(gateIsOpen([])).toBe(false)
})

test('rows of an engine that is open already are judged too', async () => {
  const open = () => qualityEngine({ data: join(repo.folder, 'bad.csv') })
  const rows = { kind: 'engine', open, name: 'branch staging' } as const
  expect((await qualityGate(repo.settings(), { table: 'bronze.payments', rows })).kind).toBe('fail')
  const [latest] = await qualityHistory(repo.settings(), 'bronze.payments', 1)
  expect([latest?.data, latest?.rows, latest?.success]).toEqual(['branch staging', 3, false])
})

test('a load far from the usual closes the gate, by the history of the runs before', async () => {
  const many = csv(...Array.from({ length: 50 }, (_, i) => `p${i},o${i},1.00`))
  const other = scratchRepo('')
  try {
    other.write('usual.csv', many)
    other.write('half.csv', many.split('\n').slice(0, 26).join('\n'))
    const gate = (data: string) =>
      qualityGate(other.settings(), {
        table: 'bronze.payments',
        rows: { kind: 'files', data: join(other.folder, data) },
      })
    for (let i = 0; i < 3; i++) expect((await gate('usual.csv')).kind).toBe('pass')
    const verdict = await gate('half.csv')
    expect(verdict).toMatchObject({
      kind: 'fail',
      reasons: ['the number of rows is as usual in the last 14 runs: observed 25'],
    })
  } finally {
    other.remove()
  }
})
