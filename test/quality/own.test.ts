import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDuckdb } from '../../src/adapters/quality-engine/duckdb.ts'
import { ownExpectations } from '../../src/quality/own/index.ts'
import { readSuite } from '../../src/quality/read-suite.ts'
import { runSuite } from '../../src/quality/run-suite.ts'
import { contractsHere } from './contracts-here.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-own-'))
const parquet = (name: string) => join(folder, `${name}.parquet`)
const contracts = await contractsHere()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// biome-ignore format: one row a table
const TABLES: readonly [name: string, sql: string][] = [
  ['payments', "VALUES ('a', 1, 0.10::DECIMAL(12,2), TIMESTAMP '2026-01-01 10:00:00'), ('a', 2, 0.20, NULL), ('b', 1, 5.00, TIMESTAMP '2026-01-01 11:30:00'), ('z', 1, 7.00, NULL), (NULL, 1, 1.00, NULL)"],
  ['orders',   "VALUES ('a', 1), ('a', 2), ('b', 1), ('c', 1)"],
  ['totals',   "VALUES ('a', 1, 13.31::DECIMAL(15,2), TIMESTAMP '2026-01-01 10:00:00')"],
  ['none',     "SELECT '', 1, 1.00::DECIMAL(12,2), TIMESTAMP '2026-01-01 10:00:00' WHERE false"],
]

beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  for (const [name, sql] of TABLES) {
    const columns = name === 'orders' ? 'id, n' : 'order_id, n, amount, paid_at'
    await connection.run(`COPY (SELECT * FROM (${sql}) AS t(${columns})) TO '${parquet(name)}'`)
  }
  connection.closeSync()
})

async function judge(table: string, type: string, kwargs: object, pastRows?: readonly number[]) {
  const suite = JSON.stringify({ name: 's', expectations: [], meta: { dq: { expectations: [{ type, kwargs }] } } })
  const read = readSuite('s.json', suite)
  if (read.suite === undefined) throw new Error(read.findings.map(({ message }) => message).join('; '))
  const others = [
    { name: 'shop.orders', data: parquet('orders') },
    { name: 'shop.totals', data: parquet('totals') },
    { name: 'shop.none', data: parquet('none') },
  ]
  const engine = await openDuckdb({ data: parquet(table), others, threads: 1 })
  const { results } = await runSuite(read.suite, engine, {
    now: Date.parse('2026-01-01T12:00:00Z'),
    ...(pastRows && { pastRows }),
  })
  await engine.close()
  return results[0]!
}

const orders = { column_list: ['order_id'], other_table: 'shop.orders', other_column_list: ['id'] }
const both = { column_list: ['order_id', 'n'], other_table: 'shop.orders', other_column_list: ['id', 'n'] }
// 0.10 + 0.20 + 5.00 + 7.00 + 1.00 = 13.30
const total = { column: 'amount', other_table: 'shop.totals', other_column: 'amount' }

// biome-ignore format: one row a case
const cases: [what: string, table: string, type: string, kwargs: object, success: boolean, result: object][] = [
  ['one payment has no order',                'payments', 'dq_references_to_exist', orders,                              false, { element_count: 5, missing_count: 1, unexpected_count: 1, unexpected_percent: 25, partial_unexpected_list: ['z'] }],
  ['a share of orphans is allowed',           'payments', 'dq_references_to_exist', { ...orders, mostly: 0.75 },         true,  { unexpected_count: 1 }],
  ['a key of two columns',                    'payments', 'dq_references_to_exist', both,                                false, { unexpected_count: 1, partial_unexpected_list: [{ order_id: 'z', n: 1 }] }],
  ['nothing refers to nothing',               'none',     'dq_references_to_exist', orders,                              true,  { element_count: 0, unexpected_count: 0 }],
  ['a cent is a cent',                        'payments', 'dq_totals_to_reconcile', total,                               false, { observed_value: '-0.01', details: { sum: '13.30', other_sum: '13.31', difference: '-0.01' } }],
  ['a cent is allowed',                       'payments', 'dq_totals_to_reconcile', { ...total, tolerance: '0.01' },     true,  { observed_value: '-0.01' }],
  ['less than a cent is allowed',             'payments', 'dq_totals_to_reconcile', { ...total, tolerance: '0.009' },    false, { observed_value: '-0.01' }],
  ['only rows that count',                    'payments', 'dq_totals_to_reconcile', { ...total, other_rows: 'SELECT * FROM {other} WHERE false' }, false, { observed_value: '13.30', details: { other_sum: '0.00' } }],
  ['no rows sum to 0',                        'none',     'dq_totals_to_reconcile', { ...total, other_table: 'shop.none' }, true, { observed_value: '0.00' }],
  ['half an hour old',                        'payments', 'dq_rows_to_be_fresh',    { column: 'paid_at', max_age_minutes: 30 }, true, { observed_value: '2026-01-01T11:30:00', details: { age_minutes: 30 } }],
  ['a minute too old',                        'payments', 'dq_rows_to_be_fresh',    { column: 'paid_at', max_age_minutes: 29 }, false, { details: { age_minutes: 30 } }],
  ['without rows nothing is fresh',           'none',     'dq_rows_to_be_fresh',    { column: 'paid_at', max_age_minutes: 29 }, false, { observed_value: null }],
]

test.for(cases)('%s', async ([, table, type, kwargs, success, result]) => {
  const judged = await judge(table, type, kwargs)
  expect(judged.exception_info.exception_message).toBeNull()
  expect(judged).toMatchObject({ success, result })
})

test('a table that is not given is asked for', async () => {
  const judged = await judge('payments', 'dq_references_to_exist', { ...orders, other_table: 'shop.carts' })
  expect(judged.exception_info.exception_message).toBe(
    'the rows of shop.carts are needed too: give them with --also shop.carts=<files>',
  )
})

// payments has 5 rows. Median 5 and MAD 1 of 5 6 4 6 5 3 7 give 5 ± 3.5 × 1.4826 = 5 ± 5.2; of 9 10 8 10 9 with MAD 1: 9 ± 5.2.
// biome-ignore format: one row a case
const volumes: [what: string, kwargs: object, past: number[], success: boolean, details: object][] = [
  ['as many as usual',                  {},                            [5, 6, 4, 6, 5, 3, 7],        true,  { runs: 7, median: 5, low: 0, high: 10 }],
  ['about as many as usual',            {},                            [9, 10, 8, 10, 9],            true,  { median: 9, low: 4, high: 14 }],
  ['far fewer than usual',              {},                            [90, 100, 80, 100, 90],       false, { median: 90, low: 39, high: 141 }],
  ['far more than usual',               {},                            [1, 1, 1, 1, 1],              false, { median: 1, low: 1, high: 1 }],
  ['a stricter band',                   { max_deviations: 2 },         [9, 10, 8, 10, 9],            false, { median: 9, low: 7, high: 11 }],
  ['more slack',                        { slack: 0.95 },               [100, 100, 100, 100, 100],    true,  { median: 100, low: 5, high: 195 }],
  ['one bad load does not move it',     {},                            [900, 5, 6, 4, 5, 5],         true,  { median: 5 }],
  ['only the last runs count',          { runs: 5 },                   [5, 5, 5, 5, 5, 100, 100, 100, 100, 100, 100], true, { runs: 5, median: 5 }],
  ['too few runs to say',               {},                            [90, 100, 80, 100],           true,  { runs: 4, needed: 5 }],
  ['the very first run',                {},                            [],                           true,  { runs: 0, needed: 5 }],
]

test.for(volumes)('volume: %s', async ([, kwargs, past, success, details]) => {
  const judged = await judge('payments', 'dq_row_count_to_match_history', kwargs, past)
  expect(judged.exception_info.exception_message).toBeNull()
  expect(judged).toMatchObject({ success, result: { observed_value: 5, details } })
})

test('volume without a history of runs cannot be judged, and is not met', async () => {
  const judged = await judge('payments', 'dq_row_count_to_match_history', {})
  expect(judged.success).toBe(false)
  expect(judged.exception_info.exception_message).toBe('dq_row_count_to_match_history needs the history of runs')
})

const freshSuite = (kwargs: object) =>
  JSON.stringify({
    name: 's',
    expectations: [],
    meta: { dq: { expectations: [{ type: 'dq_rows_to_be_fresh', kwargs }] } },
  })

test('freshness is what the contract promises: 15 minutes of source_ts', async () => {
  const contract = contracts.get('bronze.payments')
  const { suite } = readSuite('s.json', freshSuite({}), { contract })
  const [one] = suite?.expectations ?? []
  expect(one?.bound.words).toBe('the newest source_ts is at most 15 minutes old, as its contract promises')
  expect(one?.bound.columns.map(({ name }) => name)).toEqual(['source_ts'])
  const data = join(folder, 'fresh.csv')
  writeFileSync(data, 'payment_id,source_ts\np1,2026-01-01 11:44:59\n')
  const engine = await openDuckdb({ data, contract, threads: 1 })
  for (const [now, success] of [
    ['2026-01-01T11:59:59Z', true],
    ['2026-01-01T12:00:00Z', false],
  ] as const) {
    const { results } = await runSuite(suite!, engine, { now: Date.parse(now) })
    expect(results[0]).toMatchObject({ success, result: { details: { max_age_minutes: 15 } } })
  }
  await engine.close()
})

test('a freshness that nobody gives is a mistake of the suite', () => {
  const { findings } = readSuite('s.json', freshSuite({ column: 'paid_at' }))
  expect(findings.map(({ message }) => message)).toEqual(['max_age_minutes must be given: the table has no contract'])
  const volume = freshSuite({ runs: 3, min_runs: 4 }).replace('dq_rows_to_be_fresh', 'dq_row_count_to_match_history')
  expect(readSuite('s.json', volume).findings.map(({ message }) => message)).toEqual([
    'min_runs (4) is more than runs (3)',
  ])
})

test('columns that differ from the contract are named', async () => {
  const contract = contracts.get('bronze.payments')
  const suite = JSON.stringify({
    name: 's',
    expectations: [],
    meta: { dq: { expectations: [{ type: 'dq_schema_to_equal_contract', kwargs: {} }] } },
  })
  const engine = await openDuckdb({ data: parquet('payments'), contract, threads: 1 })
  const { results } = await runSuite(readSuite('s.json', suite, { contract }).suite!, engine)
  await engine.close()
  expect(results[0]?.success).toBe(false)
  expect(results[0]?.result.details).toMatchObject({ mismatched: { unexpected: ['n', 'amount', 'paid_at'] } })
})

/** Those have tests of their own. */
const ELSEWHERE = ['dq_schema_to_equal_contract', 'dq_row_count_to_match_history']

test('every file is registered under its name, and has a case', () => {
  const cwd = new URL('../../src/quality/own', import.meta.url).pathname
  const files = globSync('dq_*.ts', { cwd }).map((file) => file.replace(/\.ts$/, ''))
  expect([...ownExpectations.keys()].sort()).toEqual(files.sort())
  expect(files.filter((file) => ![...cases.map(([, , type]) => type), ...ELSEWHERE].includes(file))).toEqual([])
})

test('an unknown type in meta.dq is refused', () => {
  const suite = JSON.stringify({
    name: 's',
    expectations: [],
    meta: { dq: { expectations: [{ type: 'dq_rows_to_be_frsh', kwargs: {} }] } },
  })
  expect(readSuite('s.json', suite).findings[0]?.message).toBe(
    'there is no expectation "dq_rows_to_be_frsh" (did you mean "dq_rows_to_be_fresh"?)',
  )
})
