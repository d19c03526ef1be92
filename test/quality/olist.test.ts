import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDuckdb } from '../../src/adapters/quality-engine/duckdb.ts'
import { readSuite } from '../../src/quality/read-suite.ts'
import { runSuite } from '../../src/quality/run-suite.ts'
import { contractsHere } from './contracts-here.ts'

/*
 * Real payments (Olist, March 2017: see fixtures/LICENSES.md) as the table bronze.payments, and the same rows damaged.
 * The table is made from the recorded events payment.authorized and order.created by this mapping.
 */
const MAPPING = `
  SELECT
    CAST(p.authorized_at AS DATE) AS event_date, o.region, p.payment_id, p.order_id, p.customer_id AS customer_unique_id,
    CAST(split_part(p.payment_id, ':', 2) AS INTEGER) AS payment_sequential, p.method AS payment_type,
    CAST(p.installments AS INTEGER) AS payment_installments, CAST(p.amount AS DECIMAL(12,2)) AS payment_value,
    CAST(p.authorized_at AS TIMESTAMP) AS authorized_at, 'r' AS op, CAST(p.authorized_at AS TIMESTAMP) AS source_ts,
    'postgres-oltp.public.payments' AS kafka_topic, p.kafka_partition, p.kafka_offset,
    CAST(p.authorized_at AS TIMESTAMP) AS kafka_timestamp
  FROM (SELECT unnest(value), CAST(partition AS INTEGER) AS kafka_partition, "offset" AS kafka_offset FROM read_json('INPUT/payment.authorized.jsonl')) AS p
  LEFT JOIN (SELECT unnest(value) FROM read_json('INPUT/order.created.jsonl')) AS o USING (order_id)`

const input = fileURLToPath(new URL('../../fixtures/fraud-enricher/olist-2017-03/input', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dq-olist-'))
const contract = (await contractsHere()).get('bronze.payments')
const file = 'expectations/bronze/bronze.payments.json'
const { suite } = readSuite(file, readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'), { contract })
let connection: DuckDBConnection

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(
    `CREATE TABLE payments AS ${MAPPING.replaceAll('INPUT', input)} ORDER BY kafka_partition, kafka_offset`,
  )
})
afterAll(() => {
  connection.closeSync()
  rmSync(folder, { recursive: true, force: true })
})

/** What is not met of the table, in words. */
async function unmet(sql: string): Promise<readonly (readonly [words: string, unexpected: unknown])[]> {
  await connection.run(`COPY (${sql}) TO '${join(folder, 'payments.parquet')}'`)
  const engine = await openDuckdb({ data: join(folder, 'payments.parquet'), contract })
  const { results } = await runSuite(suite!, engine)
  await engine.close()
  expect(results.map(({ exception_info }) => exception_info.exception_message).filter((text) => text !== null)).toEqual(
    [],
  )
  return results.flatMap(({ success, meta, result }) =>
    success ? [] : [[meta.words, result.unexpected_count ?? result.observed_value] as const],
  )
}

test('real payments meet every expectation', async () => {
  expect(suite?.expectations.length).toBe(15)
  const { length } = (await connection.runAndReadAll('SELECT * FROM payments')).getRows()
  expect(length).toBe(357)
  expect(await unmet('FROM payments')).toEqual([])
})

const ROW = "payment_id = 'd57eab70175d8611d6a811d6c2af63ae:1'"
const set = (column: string, value: string) =>
  `SELECT * REPLACE (CASE WHEN ${ROW} THEN ${value} ELSE ${column} END AS ${column}) FROM payments`

// biome-ignore format: one row a damage
const damages: [what: string, sql: string, found: [words: string, unexpected?: number][]][] = [
  ['an amount is negative',            set('payment_value', '-payment_value'),    [['payment_value is at least 0', 1]]],
  ['an amount is lost',                set('payment_value', 'NULL'),              [['payment_value is never null', 1]]],
  ['an order id is lost',              set('order_id', 'NULL'),                   [['order_id is never null', 1]]],
  ['a method is misspelt',             set('payment_type', "'Voucher'"),          [['payment_type is one of "credit_card", "boleto", "voucher", "debit_card", "not_defined"', 1]]],
  ['a payment counts from 0',          set('payment_sequential', '0'),            [['payment_sequential is at least 1', 1]]],
  ['240 instalments',                  set('payment_installments', '240'),        [['payment_installments is between 0 and 24', 1]]],
  ['a customer by e-mail address',     set('customer_unique_id', "'a@b.example'"), [['customer_unique_id matches /^[0-9a-f]{32}$/', 1]]],
  ['a batch is loaded twice',          'FROM payments UNION ALL (FROM payments LIMIT 10)', [['payment_id is unique, where op == "r"', 20], ['kafka_topic + kafka_partition + kafka_offset are unique together', 20]]],
  ['cents instead of reais',           'SELECT * REPLACE (CAST(payment_value * 100 AS DECIMAL(12,2)) AS payment_value) FROM payments', [['the mean of payment_value is between 50 and 500']]],
  ['nothing arrives',                  'FROM payments WHERE false',               [['the number of rows is at least 1', 0], ['the mean of payment_value is between 50 and 500']]],
]

test.for(damages)('%s: found, and named', async ([, sql, found]) => {
  const named = await unmet(sql)
  expect(named.map(([words]) => words)).toEqual(found.map(([words]) => words))
  for (const [i, [, unexpected]] of found.entries())
    if (unexpected !== undefined) expect(named[i]?.[1]).toBe(unexpected)
})
