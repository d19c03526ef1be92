import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

export const DAY = '2026-03-01'

/**
 * Parquet files of one large day, by the names of their tables: one order a row, an item or two, a payment or two (one in ten off by a
 * cent), scans of carriers; in the order of purchases, over 27 regions.
 */
export async function makeOrders(count: number, folder: string): Promise<ReadonlyMap<string, string>> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const id = (column: string) => `md5('order' || ${column})`
  const at = (offset: string) =>
    `TIMESTAMP '${DAY} 00:00:00' + to_microseconds((i * 86400000000 // ${count}) + ${offset})`
  const kafka = (topic: string) =>
    `'${topic}' AS kafka_topic, 0 AS kafka_partition, CAST(i AS BIGINT) AS kafka_offset, ${at('0')} AS kafka_timestamp`
  const region = `chr(65 + CAST(i % 9 AS INT)) || chr(65 + CAST(i % 3 AS INT))`
  const change = `'c' AS op, ${at('0')} AS source_ts`
  const price = 'hash(i) % 50000 + 100'
  const freight = 'hash(i * 7) % 5000'
  const money = (text: string) => `CAST(CAST(${text} AS BIGINT) AS DECIMAL(12, 2)) * CAST(0.01 AS DECIMAL(3, 2))`
  const tables: Readonly<Record<string, string>> = {
    'bronze.orders': `SELECT DATE '${DAY}' AS event_date, ${region} AS region, ${id('i')} AS order_id, md5('c' || i) AS customer_id,
        md5('u' || i // 2) AS customer_unique_id, CASE WHEN i % 50 = 0 THEN 'canceled' ELSE 'delivered' END AS order_status,
        ${at('0')} AS order_purchase_timestamp, ${at('600000000')} AS order_approved_at, NULL::TIMESTAMP AS order_delivered_carrier_date,
        NULL::TIMESTAMP AS order_delivered_customer_date, ${at('0')} + INTERVAL 14 DAY AS order_estimated_delivery_date, ${change},
        ${kafka('orders')} FROM range(${count}) AS r(i)`,
    'bronze.order_items': `SELECT DATE '${DAY}' AS event_date, ${region} AS region, ${id('i')} AS order_id, CAST(1 + n AS INTEGER) AS order_item_id,
        md5('p' || i % 30000) AS product_id, md5('s' || i % 3000) AS seller_id, ${at('0')} AS shipping_limit_date,
        CAST(${money(price)} AS DECIMAL(12, 2)) AS price, CAST(${money(freight)} AS DECIMAL(12, 2)) AS freight_value, ${change}, ${kafka('items')}
      FROM range(${count}) AS r(i), range(2) AS m(n) WHERE n = 0 OR i % 8 = 0`,
    'bronze.payments': `SELECT DATE '${DAY}' AS event_date, ${region} AS region, ${id('i')} || '-1' AS payment_id, ${id('i')} AS order_id,
        md5('u' || i // 2) AS customer_unique_id, 1 AS payment_sequential, 'credit_card' AS payment_type, 1 AS payment_installments,
        CAST(${money(`(CASE WHEN i % 8 = 0 THEN 2 ELSE 1 END) * (${price} + ${freight}) + CASE WHEN i % 10 = 3 THEN 1 ELSE 0 END`)} AS DECIMAL(12, 2)) AS payment_value,
        ${at('600000000')} AS authorized_at, ${change}, ${kafka('payments')} FROM range(${count}) AS r(i)`,
    'bronze.shipments': `SELECT DATE '${DAY}' AS event_date, ${region} AS region, ${id('i')} || n AS event_id, ${id('i')} AS order_id,
        CASE WHEN n = 0 THEN 'handed_over' ELSE 'delivered' END AS type, CAST(1 AS DECIMAL(12, 2)) AS freight_amount, 'BRL' AS currency,
        DATE '${DAY}' + 14 AS estimated_delivery_on, ${at('0')} + INTERVAL 2 DAY AS occurred_at, ${kafka('scans')}
      FROM range(${count}) AS r(i), range(2) AS m(n)`,
  }
  const files = new Map<string, string>()
  for (const [name, sql] of Object.entries(tables)) {
    const file = join(folder, `${name}.parquet`)
    await connection.run(`COPY (${sql}) TO '${file}' (FORMAT parquet)`)
    files.set(name, file)
  }
  connection.closeSync()
  return files
}
