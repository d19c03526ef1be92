import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDuckdb } from '../../src/adapters/quality-engine/duckdb.ts'
import { readSuite } from '../../src/quality/read-suite.ts'
import { runSuite } from '../../src/quality/run-suite.ts'
import { contractsHere } from './contracts-here.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-run-suite-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const data = join(folder, 'payments.csv')
writeFileSync(data, 'order_id,customer_unique_id,payment_value\na,maria@shop.example,1.00\nb,joao@shop.example,-2.00\n')
const contract = (await contractsHere()).get('bronze.payments')

async function run(...expectations: readonly (readonly [type: string, kwargs: object])[]) {
  const text = JSON.stringify({ name: 's', expectations: expectations.map(([type, kwargs]) => ({ type, kwargs })) })
  const { suite, findings } = readSuite('s.json', text, { contract })
  expect(findings).toEqual([])
  const engine = await openDuckdb({ data, contract, threads: 1 })
  const result = await runSuite(suite!, engine)
  await engine.close()
  return result
}

const positive = ['expect_column_values_to_be_between', { column: 'payment_value', min_value: 0 }] as const
const noWrap = ['expect_column_values_to_match_regex', { column: 'order_id', regex: '(?<=a)b' }] as const
const method = ['expect_column_values_to_not_be_null', { column: 'payment_type' }] as const

test('one pattern that the engine refuses leaves the other verdicts as they are', async () => {
  const { results, success, statistics } = await run(noWrap, positive, [
    'expect_table_row_count_to_equal',
    { value: 2 },
  ])
  expect(success).toBe(false)
  expect(results.map((one) => [one.success, one.exception_info.raised_exception])).toEqual([
    [false, true],
    [false, false],
    [true, false],
  ])
  expect(results[1]?.result.unexpected_count).toBe(1)
  expect(statistics).toEqual({
    evaluated_expectations: 3,
    successful_expectations: 1,
    unsuccessful_expectations: 2,
    success_percent: (1 / 3) * 100,
  })
})

test('a column that the data lacks fails its expectation with the reason', async () => {
  const { results } = await run(method, positive)
  expect(results.map(({ exception_info }) => exception_info.exception_message)).toEqual([
    'the data has no column "payment_type"',
    null,
  ])
})

test('all that one scan can answer is answered by one', async () => {
  const { meta } = await run(
    ['expect_table_row_count_to_equal', { value: 2 }],
    ['expect_column_values_to_not_be_null', { column: 'order_id' }],
    ['expect_column_mean_to_be_between', { column: 'payment_value', max_value: 5 }],
    ['expect_column_distinct_values_to_contain_set', { column: 'order_id', value_set: ['a'] }],
  )
  expect(meta.sql.length).toBe(1)
})

// biome-ignore format: one row a case
const personal: [what: string, expectation: readonly [string, object]][] = [
  ['an unexpected value',                ['expect_column_values_to_match_regex', { column: 'customer_unique_id', regex: '^[0-9a-f]+$' }]],
  ['a value that is not in the set',     ['expect_column_distinct_values_to_be_in_set', { column: 'customer_unique_id', value_set: ['x'] }]],
  ['the greatest value',                 ['expect_column_max_to_be_between', { column: 'customer_unique_id' }]],
  ['a row of a query',                   ['unexpected_rows_expectation', { unexpected_rows_query: 'SELECT * FROM {batch}' }]],
  ['a row of a query, by another name',  ['unexpected_rows_expectation', { unexpected_rows_query: 'SELECT upper(customer_unique_id) AS order_code FROM {batch}' }]],
]

test.for(personal)('%s of a personal field is masked', async ([, expectation]) => {
  const { results } = await run(expectation)
  expect(results[0]?.exception_info.exception_message).toBeNull()
  expect(JSON.stringify(results[0]?.result)).toContain('***')
  expect(JSON.stringify(results)).not.toMatch(/shop\.example/i)
})
