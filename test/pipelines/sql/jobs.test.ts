import { DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, expect, test } from 'vitest'
import type { Type } from '../../../src/kernel/value-type.ts'
import { duckdb } from '../../../src/pipelines/sql/print/duckdb.ts'
import { printSqlQuery } from '../../../src/pipelines/sql/print/print.ts'
import { ownJobs, tables } from './read.ts'

/*
 * The batch jobs of this repository in DuckDB, on a few rows: expected values are worked out by hand, in the comments.
 */
const connection = await (await DuckDBInstance.create(':memory:')).connect()

beforeAll(async () => {
  for (const schema of ['bronze', 'silver', 'gold']) await connection.run(`CREATE SCHEMA ${schema}`)
  for (const [name, columns] of tables) {
    if (!/^(bronze|silver|gold)\.\w+$/.test(name)) continue
    const list = [...columns].map(([column, type]) => `"${column}" ${duckdb.type(type)}`)
    await connection.run(`CREATE TABLE ${name} (${list.join(', ')})`)
  }
})

type Row = Readonly<Record<string, string | number | null>>

/** A value of each type where a test says none. */
const filler = ({ kind, nullable }: Type): string =>
  nullable
    ? 'NULL'
    : kind === 'string'
      ? "'x'"
      : kind === 'date'
        ? "DATE '2017-10-02'"
        : kind === 'timestamp'
          ? "TIMESTAMP '2017-10-02 08:00:00'"
          : '0'

async function insert(table: string, rows: readonly Row[]): Promise<void> {
  const columns = tables.get(table)!
  const line = (row: Row) =>
    [...columns].map(([name, type]) => {
      const value = row[name]
      return value === undefined
        ? filler(type)
        : value === null
          ? 'NULL'
          : typeof value === 'number'
            ? value
            : `'${value}'`
    })
  await connection.run(`INSERT INTO ${table} VALUES ${rows.map((row) => `(${line(row).join(', ')})`).join(', ')}`)
}

/** Runs a job for a day, fills its table, and answers with these columns as text, in order. */
async function run(name: string, date: string, columns: string): Promise<readonly string[]> {
  const { job, analysis } = ownJobs.jobs.find((one) => one.job.name === name)!
  const text = printSqlQuery(analysis, 'duckdb', { values: new Map([['date', date]]), parameters: job.parameters })
  // What a job goes on from is not there any more when its rows come in.
  await connection.run(`CREATE OR REPLACE TEMP TABLE made AS ${text}`)
  await connection.run(`DELETE FROM ${job.output.contract}`)
  await connection.run(`INSERT INTO ${job.output.contract} BY NAME SELECT * FROM made`)
  const found = await connection.runAndReadAll(
    `SELECT concat_ws(' ', ${columns}) FROM ${job.output.contract} ORDER BY 1`,
  )
  return found.getRows().map(([row]) => String(row))
}

test('silver-finance-ledger: every verdict, to the cent', async () => {
  const order = (order_id: string, more: Row = {}): Row => ({
    order_id,
    region: 'SP',
    op: 'r',
    order_status: 'delivered',
    ...more,
  })
  await insert('bronze.orders', [
    order('a'),
    order('b'),
    order('c'),
    order('d'),
    order('e'),
    order('f', { order_status: 'canceled' }),
    // Two changes: the later one counts.
    order('g', { order_status: 'created', source_ts: '2017-10-02 08:00:00' }),
    order('g', { order_status: 'shipped', source_ts: '2017-10-02 09:00:00', op: 'u' }),
    // Deleted, and of another day: no row.
    order('h', { op: 'r', source_ts: '2017-10-02 08:00:00' }),
    order('h', { op: 'd', source_ts: '2017-10-02 10:00:00' }),
    order('i', { event_date: '2017-10-03' }),
  ])
  const item = (
    order_id: string,
    order_item_id: number,
    price: string,
    freight_value: string,
    more: Row = {},
  ): Row => ({ order_id, order_item_id, price, freight_value, op: 'r', ...more })
  await insert('bronze.order_items', [
    item('a', 1, '0.10', '0.00'),
    item('a', 2, '0.20', '0.00'),
    item('b', 1, '5.00', '1.00'),
    item('c', 1, '5.00', '1.00'),
    item('e', 1, '5.00', '1.00'),
    item('f', 1, '5.00', '1.00'),
    item('g', 1, '7.00', '1.00'),
    // The second item was taken back.
    item('g', 2, '3.00', '1.00', { source_ts: '2017-10-02 08:00:00' }),
    item('g', 2, '3.00', '1.00', { source_ts: '2017-10-02 09:00:00', op: 'd' }),
  ])
  const payment = (payment_id: string, order_id: string, payment_value: string, more: Row = {}): Row => ({
    payment_id,
    order_id,
    payment_value,
    op: 'r',
    authorized_at: '2017-10-02 08:05:00',
    ...more,
  })
  await insert('bronze.payments', [
    payment('p1', 'a', '0.30'),
    payment('p2', 'b', '6.01'),
    payment('p3', 'c', '7.99'),
    payment('p4', 'c', '-2.00'),
    payment('p5', 'd', '1.00'),
    payment('p6', 'e', '6.00', { authorized_at: null }),
    payment('p7', 'f', '6.00'),
    payment('p8', 'g', '8.00'),
  ])
  await insert('bronze.shipments', [
    { order_id: 'g', type: 'handed_over', occurred_at: '2017-10-03 10:00:00', estimated_delivery_on: '2017-10-08' },
    { order_id: 'g', type: 'delivered', occurred_at: '2017-10-09 10:00:00', estimated_delivery_on: '2017-10-08' },
    { order_id: 'a', type: 'delivered', occurred_at: '2017-10-09 23:59:59', estimated_delivery_on: '2017-10-09' },
  ])
  expect(
    await run(
      'silver-finance-ledger',
      '2017-10-02',
      'order_id, order_status, items, ordered_amount, payments, paid_amount, difference, status, delivered_at',
    ),
  ).toEqual([
    'a delivered 2 0.30 1 0.30 0.00 matched 2017-10-09 23:59:59', // 0.1 + 0.2 in binary floats is not 0.3
    'b delivered 1 6.00 1 6.01 0.01 overpaid',
    'c delivered 1 6.00 2 5.99 -0.01 underpaid', // 7.99 − 2.00 refunded
    'd delivered 0 0.00 1 1.00 1.00 no_items',
    'e delivered 1 6.00 0 0.00 -6.00 no_payment', // not authorized
    'f canceled 1 6.00 1 6.00 0.00 cancelled',
    'g shipped 1 8.00 1 8.00 0.00 matched 2017-10-09 10:00:00',
  ])
})

test('gold-support-dashboard: what was delivered late, and how long it took', async () => {
  // On 2017-10-09 a and g are delivered, 7 days after 2017-10-02; g was promised for the 8th. Open: b, c, d, e.
  expect(
    await run(
      'gold-support-dashboard',
      '2017-10-09',
      'region, open_orders, placed_orders, delivered_orders, late_orders, underpaid_orders, average_delivery_days, late_share',
    ),
  ).toEqual(['SP 4 0 2 1 1 7.00 0.5000'])
})

test('gold-marketing-segments: groups of ten and more, shares to two digits', async () => {
  await connection.run('DELETE FROM silver.finance_ledger')
  // Ten persons with one order each 100 days ago (at_risk), 10.01 each but the last with 10.05: 100.14 / 10 = 10.014 → 10.01.
  const persons = Array.from(
    { length: 10 },
    (_, i): Row => ({
      customer_unique_id: `u${i}`,
      order_id: `o${i}`,
      region: 'SP',
      ledger_date: '2017-06-24',
      status: 'matched',
      paid_amount: i === 9 ? '10.05' : '10.01',
    }),
  )
  // Nine new ones are too few to be shown.
  const few = Array.from(
    { length: 9 },
    (_, i): Row => ({
      customer_unique_id: `n${i}`,
      order_id: `m${i}`,
      region: 'SP',
      ledger_date: '2017-09-30',
      status: 'matched',
      paid_amount: '1.00',
    }),
  )
  await insert('silver.finance_ledger', [...persons, ...few])
  expect(
    await run(
      'gold-marketing-segments',
      '2017-10-02',
      'region, segment, customers, orders, revenue, average_order, days_since_last_order',
    ),
  ).toEqual(['SP at_risk 10 10 100.14 10.01 100.0'])
})

test('silver-reservations and silver-inventory-snapshot: copies count once', async () => {
  const change = (
    event_id: string,
    reservation_id: string,
    status: string,
    changed_at: string,
    kafka_offset: number,
  ): Row => ({
    event_id,
    reservation_id,
    status,
    changed_at,
    kafka_offset,
    quantity: 2,
    sku: 'A',
    warehouse_id: 'W-1',
    region: 'UK',
  })
  await insert('bronze.reservations', [
    change('e1', 'r1', 'reserved', '2017-10-02 08:00:00', 1),
    change('e1', 'r1', 'reserved', '2017-10-02 08:00:00', 2),
    change('e2', 'r2', 'reserved', '2017-10-02 09:00:00', 3),
    change('e3', 'r2', 'fulfilled', '2017-10-02 10:00:00', 4),
    // Its start was never sent: no row.
    change('e4', 'r3', 'released', '2017-10-02 11:00:00', 5),
  ])
  expect(await run('silver-reservations', '2017-10-02', 'reservation_id, status, events, repeats, ended_at')).toEqual([
    'r1 reserved 1 1',
    'r2 fulfilled 2 0 2017-10-02 10:00:00',
  ])
  const moved = (event_id: string, type: string, quantity: number, event_date: string, kafka_offset: number): Row => ({
    event_id,
    type,
    quantity,
    event_date,
    kafka_offset,
    sku: 'A',
    warehouse_id: 'W-1',
    region: 'UK',
  })
  await insert('bronze.inventory_events', [
    moved('m1', 'opening', 10, '2017-10-01', 1),
    moved('m2', 'sale', 3, '2017-10-02', 2),
    moved('m2', 'sale', 3, '2017-10-02', 3),
    moved('m3', 'return', 1, '2017-10-02', 4),
    moved('m4', 'adjustment', -2, '2017-10-02', 5),
    moved('m5', 'receipt', 50, '2017-10-03', 6),
  ])
  const columns = 'sku, on_hand, reserved, available, received, sold, returned, adjusted, movements'
  expect(await run('silver-inventory-snapshot', '2017-10-01', columns)).toEqual(['A 10 0 10 10 0 0 0 1'])
  // 10 − 3 + 1 − 2 = 6 on hand; r1 holds 2, r2 has ended; the receipt is of the next day.
  expect(await run('silver-inventory-snapshot', '2017-10-02', columns)).toEqual(['A 6 2 4 0 3 1 -2 3'])
})
