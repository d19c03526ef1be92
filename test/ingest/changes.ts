import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repo } from '../built.ts'

/** A line of a file of events with positions. */
export interface Line {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** ISO 8601. */
  readonly arrival: string
  readonly key: string | null
  readonly value: unknown
}

export const text = (lines: readonly Line[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('')

/** Rows of a table of test/quality/olist: real orders, as DuckDB made the tables of them. */
function olistRows(table: string): readonly Readonly<Record<string, string>>[] {
  const [head = '', ...lines] = readFileSync(olistFile(table), 'utf8').trimEnd().split('\n')
  const names = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i] ?? '', value])))
}

export const olistFile = (table: string): string => join(repo, 'test/quality/olist', `${table}.csv`)

const millis = (time = ''): number | null => (time === '' ? null : Date.parse(`${time.replace(' ', 'T')}Z`))

/** As decimal.handling.mode=precise has it: the unscaled number, base64 of its two's complement. */
function precise(decimal = ''): string {
  let unscaled = BigInt(decimal.replace('.', ''))
  const bytes: number[] = []
  do {
    bytes.unshift(Number(unscaled & 0xffn))
    unscaled >>= 8n
  } while (unscaled > 0n)
  if (bytes[0]! > 127) bytes.unshift(0)
  return Buffer.from(bytes).toString('base64')
}

type Row = Readonly<Record<string, string>>
const ROW: Readonly<Record<string, (row: Row) => object>> = {
  'bronze.orders': (row) => ({
    order_id: row.order_id,
    customer_id: row.customer_id,
    customer_unique_id: row.customer_unique_id,
    region: row.region,
    order_status: row.order_status,
    order_purchase_timestamp: millis(row.order_purchase_timestamp),
    order_approved_at: millis(row.order_approved_at),
    order_delivered_carrier_date: millis(row.order_delivered_carrier_date),
    order_delivered_customer_date: millis(row.order_delivered_customer_date),
    order_estimated_delivery_date: millis(row.order_estimated_delivery_date),
    updated_at: millis(row.source_ts),
  }),
  'bronze.order_items': (row) => ({
    order_id: row.order_id,
    order_item_id: Number(row.order_item_id),
    product_id: row.product_id,
    seller_id: row.seller_id,
    region: row.region,
    shipping_limit_date: millis(row.shipping_limit_date),
    price: precise(row.price),
    freight_value: precise(row.freight_value),
  }),
  'bronze.payments': (row) => ({
    payment_id: row.payment_id,
    order_id: row.order_id,
    customer_unique_id: row.customer_unique_id,
    region: row.region,
    payment_sequential: Number(row.payment_sequential),
    payment_type: row.payment_type,
    payment_installments: Number(row.payment_installments),
    payment_value: precise(row.payment_value),
    authorized_at: row.authorized_at === '' ? null : `${row.authorized_at?.replace(' ', 'T')}Z`,
  }),
}

/** The rows as a snapshot of the database gives them, in Debezium's own forms: numbers of milliseconds, decimals in base64. */
export const snapshotLines = (table: string, rows = olistRows(table)): readonly Line[] =>
  rows.map((row) => {
    const at = millis(row.source_ts) ?? 0
    const topic = row.kafka_topic ?? ''
    const isMysql = topic.startsWith('mysql')
    const source = {
      version: '3.6.1.Final',
      connector: isMysql ? 'mysql' : 'postgresql',
      name: topic.split('.')[0],
      ts_ms: at,
      snapshot: 'true',
      db: 'ecommerce',
      ts_us: at * 1000,
      ts_ns: at * 1_000_000,
      table: topic.split('.')[2],
      ...(isMysql ? { server_id: 0, file: '', pos: 0, row: 0 } : { schema: 'public', txId: 1, lsn: 1 }),
    }
    return {
      topic,
      partition: Number(row.kafka_partition),
      offset: Number(row.kafka_offset),
      arrival: new Date(millis(row.kafka_timestamp) ?? 0).toISOString(),
      key: null,
      value: { before: null, after: ROW[table]!(row), source, op: 'r', ts_ms: at, transaction: null },
    }
  })

export const ITEMS = 'mysql-oltp.ecommerce.order_items'

/** Changes of items that are made up: every tenth is bad, in one way or another, or no change at all. */
export function itemLines(count: number, partitions = 1): readonly Line[] {
  const [item] = snapshotLines('bronze.order_items', olistRows('bronze.order_items').slice(0, 1))
  const { after, ...rest } = item!.value as { readonly after: object }
  return Array.from({ length: count }, (_, i) => {
    const row = { ...after, order_id: `o${i}`, order_item_id: 1, region: ['SP', 'RJ', 'MG'][i % 3] }
    const value = { ...rest, after: row }
    const odd: readonly unknown[] = [
      null,
      { ...value, after: { ...row, coupon: 'x' } },
      { ...value, after: { ...row, order_item_id: 0 } },
      { ...value, op: 't', after: null },
    ]
    return {
      ...item!,
      partition: i % partitions,
      offset: Math.floor(i / partitions),
      arrival: new Date(Date.parse(item!.arrival) + i).toISOString(),
      value: i % 10 === 9 ? odd[((i - 9) / 10) % odd.length] : value,
    }
  })
}
