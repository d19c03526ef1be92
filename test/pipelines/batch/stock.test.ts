import { readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { duckdb } from '../../../src/pipelines/sql/print/duckdb.ts'
import { printSqlQuery } from '../../../src/pipelines/sql/print/print.ts'
import { ownJobs, tables } from '../sql/read.ts'

/*
 * Stock of a real shop (fixtures/inventory-aggregator/uci-2010-12), made day by day from the evening before, beside all movements until
 * then added up here by hand.
 */
const FIXTURE = new URL(
  '../../../fixtures/inventory-aggregator/uci-2010-12/input/inventory.events.jsonl',
  import.meta.url,
).pathname
const DAYS = Array.from({ length: 10 }, (_, i) => `2010-12-${String(i + 1).padStart(2, '0')}`)

interface Movement {
  readonly event_id: string
  readonly sku: string
  readonly warehouse_id: string
  readonly type: 'opening' | 'receipt' | 'sale' | 'return' | 'adjustment'
  readonly quantity: number
  readonly occurred_at: string
}

const movements = readFileSync(FIXTURE, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => (JSON.parse(line) as { readonly value: Movement }).value)

/** `warehouse sku on_hand received sold returned adjusted movements` of a day, each event once. */
function byHand(day: string): readonly string[] {
  const places = new Map<string, number[]>()
  const seen = new Set<string>()
  for (const { event_id, sku, warehouse_id, type, quantity, occurred_at } of movements) {
    const date = occurred_at.slice(0, 10)
    if (date > day || seen.has(event_id)) continue
    seen.add(event_id)
    const place = `${warehouse_id} ${sku}`
    const counts = places.get(place) ?? [0, 0, 0, 0, 0, 0]
    places.set(place, counts)
    counts[0]! += type === 'sale' ? -quantity : quantity
    if (date !== day) continue
    counts[{ opening: 1, receipt: 1, sale: 2, return: 3, adjustment: 4 }[type]]! += quantity
    counts[5]! += 1
  }
  return [...places].map(([place, counts]) => `${place} ${counts.join(' ')}`).sort()
}

test('ten days of stock, each from the one before, are all movements until then', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  for (const schema of ['bronze', 'silver']) await connection.run(`CREATE SCHEMA ${schema}`)
  for (const name of ['bronze.inventory_events', 'silver.inventory_snapshot', 'silver.reservations']) {
    const columns = [...tables.get(name)!].map(([column, type]) => `${column} ${duckdb.type(type)}`)
    await connection.run(`CREATE TABLE ${name} (${columns.join(', ')})`)
  }
  await connection.run(`INSERT INTO bronze.inventory_events BY NAME
    SELECT CAST(value.occurred_at AS DATE) AS event_date, value.region, value.event_id, value.sku, value.source_sku, value.warehouse_id, value.type,
      value.quantity, value.unit_price, value.currency, value.reference, CAST(value.occurred_at AS TIMESTAMP) AS occurred_at,
      topic AS kafka_topic, "partition" AS kafka_partition, "offset" AS kafka_offset, CAST(arrival AS TIMESTAMP) AS kafka_timestamp
    FROM read_json('${FIXTURE}')`)
  const { job, analysis } = ownJobs.jobs.find((one) => one.job.name === 'silver-inventory-snapshot')!
  for (const day of DAYS) {
    const text = printSqlQuery(analysis, 'duckdb', { values: new Map([['date', day]]), parameters: job.parameters })
    await connection.run(`INSERT INTO silver.inventory_snapshot BY NAME ${text}`)
    const found = await connection.runAndReadAll(`
      SELECT concat_ws(' ', warehouse_id, sku, on_hand, received, sold, returned, adjusted, movements)
      FROM silver.inventory_snapshot WHERE snapshot_date = DATE '${day}'`)
    const rows = found
      .getRows()
      .map(([row]) => String(row))
      .sort()
    expect(rows, day).toEqual(byHand(day))
  }
  expect(byHand(DAYS.at(-1)!).length).toBeGreaterThan(140)
})
