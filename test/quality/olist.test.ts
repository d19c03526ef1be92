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
 * Real rows (Olist, March 2017: see olist/NOTICE) as the tables of the lakehouse, and the same rows damaged, one way at a time.
 * The page test/cli/pages/quality-olist.md damages them in ten ways at once.
 */
const TABLES = ['bronze.orders', 'bronze.order_items', 'bronze.payments', 'silver.finance_ledger'] as const
type Table = (typeof TABLES)[number]
const [O, I, P, L] = TABLES

const real = fileURLToPath(new URL('olist', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dq-olist-'))
const contracts = await contractsHere()
let connection: DuckDBConnection

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})
afterAll(() => {
  connection.closeSync()
  rmSync(folder, { recursive: true, force: true })
})

/** What is not met of the table (its file, or a damaged copy), in words. */
async function unmet(table: Table, data: string): Promise<readonly (readonly [words: string, unexpected: unknown])[]> {
  const contract = contracts.get(table)
  const file = `expectations/${table.split('.')[0]}/${table}.json`
  const { suite } = readSuite(file, readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'), { contract })
  const others = (table === L ? [O, P] : []).map((name) => ({
    name,
    data: join(real, `${name}.csv`),
    contract: contracts.get(name),
  }))
  const engine = await openDuckdb({ data, contract, others, threads: 1 })
  const { results } = await runSuite(suite!, engine)
  await engine.close()
  expect(results.map(({ exception_info }) => exception_info.exception_message).filter((text) => text !== null)).toEqual(
    [],
  )
  return results.flatMap(({ success, meta, result }) =>
    success ? [] : [[meta.words, result.unexpected_count ?? result.observed_value] as const],
  )
}

test.for(TABLES)('real rows meet every expectation: %s', async (table) => {
  expect(await unmet(table, join(real, `${table}.csv`))).toEqual([])
})

const REPLACE = (column: string, value: string, where: string) =>
  `SELECT * REPLACE (CASE WHEN ${where} THEN ${value} ELSE ${column} END AS ${column}) FROM damaged`
/** One row of each table. */
const ONE = "order_id = 'd57eab70175d8611d6a811d6c2af63ae'"
const ITEM = `${ONE} AND order_item_id = 1`
const STATUS =
  'order_status is one of "created", "approved", "invoiced", "processing", "shipped", "delivered", "canceled", "unavailable"'
const METHOD = 'payment_type is one of "credit_card", "boleto", "voucher", "debit_card", "not_defined"'
const KAFKA = 'kafka_topic + kafka_partition + kafka_offset are unique together'
const PAID =
  'nothing is found by: SELECT order_id, ordered_amount, paid_amount, difference FROM {batch} WHERE paid_amount - ordered_amount <> difference'
const TOTAL = 'the sum of paid_amount equals that of bronze.payments.payment_value'

// biome-ignore format: one row a damage
const damages: [what: string, table: Table, sql: string, found: [words: string, unexpected?: unknown][]][] = [
  ['a status is misspelt',               O, REPLACE('order_status', "'deliverd'", ONE),                 [[STATUS, 1]]],
  ['the time of a purchase is lost',     O, REPLACE('order_purchase_timestamp', 'NULL', ONE),           [['order_purchase_timestamp is never null', 1]]],
  ['an approval before its purchase',    O, REPLACE('order_approved_at', "TIMESTAMP '2016-01-01'", ONE), [['order_approved_at is greater than or equal to order_purchase_timestamp', 1]]],
  ['a region in small letters',          O, REPLACE('region', 'lower(region)', ONE),                    [['region matches /^[A-Z]{2}$/', 1]]],
  ['deliveries without a time',          O, REPLACE('order_delivered_customer_date', 'NULL', "region = 'RJ'"), [['order_delivered_customer_date is never null in at least 99 % of the rows, where order_status == "delivered"']]],
  ['a price is lost to 0',               I, REPLACE('price', '0', ITEM),                                [['price is more than 0', 1]]],
  ['an item without its product',        I, REPLACE('product_id', 'NULL', ITEM),                        [['product_id is never null', 1]]],
  ['prices in cents',                    I, 'SELECT * REPLACE (price * 100 AS price) FROM damaged',     [['the median of price is between 20 and 500'], ['the quantiles of price are within 0.05: [1, 100], 0.95: [100, 2000]']]],
  ['an amount is negative',              P, REPLACE('payment_value', '-payment_value', ONE),            [['payment_value is at least 0', 1]]],
  ['an amount is lost',                  P, REPLACE('payment_value', 'NULL', ONE),                      [['payment_value is never null', 1]]],
  ['a method is misspelt',               P, REPLACE('payment_type', "'Voucher'", ONE),                  [[METHOD, 1]]],
  ['240 instalments',                    P, REPLACE('payment_installments', '240', ONE),                [['payment_installments is between 0 and 24', 1]]],
  ['a customer by e-mail address',       P, REPLACE('customer_unique_id', "'a@b.example'", ONE),        [['customer_unique_id matches /^[0-9a-f]{32}$/', 1]]],
  ['a batch is loaded twice',            P, 'FROM damaged UNION ALL (FROM damaged LIMIT 10)',           [['payment_id is unique, where op == "r"', 20], [KAFKA, 20]]],
  ['cents instead of reais',             P, 'SELECT * REPLACE (payment_value * 100 AS payment_value) FROM damaged', [['the mean of payment_value is between 50 and 500']]],
  ['nothing arrives',                    P, 'FROM damaged WHERE false',                                 [['the number of rows is at least 1', 0], ['the mean of payment_value is between 50 and 500']]],
  ['a cent too much is booked as paid',  L, REPLACE('paid_amount', 'paid_amount + 0.01', ONE),          [[PAID, 1], [TOTAL, '0.01']]],
  ['an order that nobody placed',        L, REPLACE('order_id', `'${'0'.repeat(32)}'`, ONE),            [['order_id exists in bronze.orders', 1]]],
]

/** Money stays exact. */
const TYPES: Readonly<Record<Table, string>> = {
  'bronze.orders': "{'region': 'VARCHAR'}",
  'bronze.order_items': "{'price': 'DECIMAL(12,2)'}",
  'bronze.payments': "{'payment_value': 'DECIMAL(12,2)'}",
  'silver.finance_ledger':
    "{'paid_amount': 'DECIMAL(15,2)', 'ordered_amount': 'DECIMAL(15,2)', 'difference': 'DECIMAL(15,2)'}",
}

test.for(damages)('%s: found, and named', async ([, table, sql, found]) => {
  await connection.run(
    `CREATE OR REPLACE TABLE damaged AS FROM read_csv('${join(real, `${table}.csv`)}', types = ${TYPES[table]})`,
  )
  await connection.run(`COPY (${sql}) TO '${join(folder, 'damaged.csv')}'`)
  const named = await unmet(table, join(folder, 'damaged.csv'))
  expect(named.map(([words]) => words)).toEqual(found.map(([words]) => words))
  for (const [i, [, unexpected]] of found.entries())
    if (unexpected !== undefined) expect(named[i]?.[1]).toBe(unexpected)
})
