import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from './csv.ts'
import { FIRST_DAY, LAST_DAY, STOCK_FIRST_DAY, STOCK_LAST_DAY } from './days.ts'

/*
 * What the systems of the shop would send: the rows of test/quality/olist as change events of their databases, scans of carriers from the
 * delivery times in them, movements of stock as in fixtures/inventory-aggregator/uci-2010-12, reservations from its order lines. Real rows;
 * envelopes, offsets and what is broken on purpose are made here, the same in every run.
 */

const root = new URL('../../', import.meta.url).pathname
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

type Row = Readonly<Record<string, string>>
type Value = Readonly<Record<string, unknown>>

export interface InputEvent {
  readonly topic: string
  readonly key: string
  /** ISO 8601. */
  readonly at: string
  readonly value: unknown
}

/** A payment that comes days later, and what is broken on purpose. */
export const ODD = {
  /** Its payment is not in the first files: the ledger says no_payment until it comes. */
  latePayment: '7743f1958c77de9ebc175860fd1773a6',
  deadLetters: 1,
  quarantined: 1,
  control: 2,
}

const rowsOf = (table: string): readonly Row[] => parse(read(`test/quality/olist/${table}.csv`))
const template = (name: string): Value => JSON.parse(read(`fixtures/contracts/${name}/valid/plain.json`)) as Value

const isIn = (day: string): boolean => day >= FIRST_DAY && day <= LAST_DAY
const iso = (text: string, digits = 3): string | null =>
  text === '' ? null : `${text.replace(' ', 'T')}.${'0'.repeat(digits)}Z`

/** A row as a snapshot of its database gives it. */
function snapshotOf(base: Value, key: string, topic: string, row: Row, after: Value): InputEvent {
  const millis = Date.parse(`${row.source_ts?.replace(' ', 'T')}Z`)
  const source = { ...(base.source as Value), ts_ms: millis, ts_us: millis * 1000, ts_ns: `${millis}000000` }
  const value = { ...base, before: null, after: { ...(base.after as Value), ...after }, source, op: 'r' }
  return {
    topic,
    key,
    at: new Date(millis).toISOString(),
    value: { ...value, ts_ms: millis + 400, ts_us: null, ts_ns: null },
  }
}

/** Everything that is sent first, by topic. */
export function firstEvents(): ReadonlyMap<string, readonly InputEvent[]> {
  const orders = rowsOf('bronze.orders').filter(({ event_date = '' }) => isIn(event_date))
  const ids = new Set(orders.map(({ order_id }) => order_id))
  const items = rowsOf('bronze.order_items').filter(({ order_id }) => ids.has(order_id))
  const payments = rowsOf('bronze.payments').filter(({ order_id }) => ids.has(order_id) && order_id !== ODD.latePayment)
  return new Map([
    ['mysql-oltp.ecommerce.orders', [...orders.map(orderEvent), ...oddOrders(orders)]],
    ['mysql-oltp.ecommerce.order_items', [...items.map(itemEvent), oddItem(items)]],
    ['postgres-oltp.public.payments', [...payments.map(paymentEvent), tombstone(payments)]],
    ['shipment.logs', orders.flatMap((order) => scans(order, items))],
    ['inventory.events', movements()],
    ['inventory.reservations', reservations()],
  ])
}

/** What comes days later. */
export const lateEvents = (): readonly InputEvent[] =>
  rowsOf('bronze.payments')
    .filter(({ order_id }) => order_id === ODD.latePayment)
    .map(paymentEvent)

const ORDER = template('mysql-oltp-ecommerce-orders')
const ITEM = template('mysql-oltp-ecommerce-order-items')
const PAYMENT = template('postgres-oltp-public-payments')

function orderEvent(row: Row): InputEvent {
  const { order_id = '', customer_id, customer_unique_id, region, order_status } = row
  return snapshotOf(ORDER, order_id, 'mysql-oltp.ecommerce.orders', row, {
    ...{ order_id, customer_id, customer_unique_id, region, order_status },
    order_purchase_timestamp: iso(row.order_purchase_timestamp ?? ''),
    order_approved_at: iso(row.order_approved_at ?? ''),
    order_delivered_carrier_date: iso(row.order_delivered_carrier_date ?? ''),
    order_delivered_customer_date: iso(row.order_delivered_customer_date ?? ''),
    order_estimated_delivery_date: iso(row.order_estimated_delivery_date ?? ''),
    updated_at: iso(row.source_ts ?? ''),
  })
}

function itemEvent(row: Row): InputEvent {
  const { order_id = '', product_id, seller_id, region, price, freight_value } = row
  return snapshotOf(ITEM, order_id, 'mysql-oltp.ecommerce.order_items', row, {
    ...{ order_id, product_id, seller_id, region, price, freight_value },
    order_item_id: Number(row.order_item_id),
    shipping_limit_date: iso(row.shipping_limit_date ?? ''),
  })
}

function paymentEvent(row: Row): InputEvent {
  const { payment_id = '', order_id, customer_unique_id, region, payment_type, payment_value } = row
  return snapshotOf(PAYMENT, payment_id, 'postgres-oltp.public.payments', row, {
    ...{ payment_id, order_id, customer_unique_id, region, payment_type, payment_value },
    payment_sequential: Number(row.payment_sequential),
    payment_installments: Number(row.payment_installments),
    authorized_at: iso(row.authorized_at ?? '', 6),
  })
}

/** A column that the contract does not know yet: kept until somebody has decided. And a heartbeat. */
function oddOrders([first]: readonly Row[]): readonly InputEvent[] {
  const event = orderEvent(first!)
  const value = event.value as Value
  const after = { ...(value.after as Value), order_id: '00000000000000000000000000000001', loyalty_tier: 'gold' }
  return [
    { ...event, key: '00000000000000000000000000000001', value: { ...value, after } },
    { ...event, key: 'heartbeat', value: { ts_ms: Date.parse(event.at) } },
  ]
}

/** A region that is none. */
function oddItem([first]: readonly Row[]): InputEvent {
  const event = itemEvent(first!)
  const value = event.value as Value
  return { ...event, value: { ...value, after: { ...(value.after as Value), order_item_id: 99, region: 'pr' } } }
}

/** What Kafka's compaction is told when a row is gone. */
const tombstone = ([first]: readonly Row[]): InputEvent => ({ ...paymentEvent(first!), value: null })

function scans(order: Row, items: readonly Row[]): readonly InputEvent[] {
  const { order_id = '', region } = order
  const cents = items
    .filter((one) => one.order_id === order_id)
    .reduce((sum, one) => sum + centsOf(one.freight_value ?? '0'), 0n)
  const scan = (type: string, at: string | undefined): readonly InputEvent[] =>
    at === undefined || at === ''
      ? []
      : [
          {
            topic: 'shipment.logs',
            key: order_id,
            at: iso(at)!,
            value: {
              event_id: `shp:${order_id}:${type}`,
              ...{ order_id, region, type },
              freight_amount: moneyText(cents),
              currency: 'BRL',
              estimated_delivery_on: order.order_estimated_delivery_date?.slice(0, 10),
              occurred_at: iso(at, 6),
            },
          },
        ]
  return [
    ...scan('handed_over', order.order_delivered_carrier_date),
    ...scan('delivered', order.order_delivered_customer_date),
  ]
}

interface Line {
  readonly key: string
  readonly arrival: string
  readonly value: Value
}

const linesOf = (topic: string): readonly Line[] =>
  read(`fixtures/inventory-aggregator/uci-2010-12/input/${topic}.jsonl`)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)

const movements = (): readonly InputEvent[] =>
  linesOf('inventory.events')
    .filter(({ value }) => {
      const day = String(value.occurred_at).slice(0, 10)
      return day >= STOCK_FIRST_DAY && day <= STOCK_LAST_DAY
    })
    .map(({ key, arrival, value }) => ({ topic: 'inventory.events', key, at: arrival, value }))

/** An order line holds stock from its creation to its shipping or cancelling; one event in twenty is sent again. */
function reservations(): readonly InputEvent[] {
  const status: Readonly<Record<string, string>> = { created: 'reserved', shipped: 'fulfilled', canceled: 'released' }
  const events = linesOf('order.status.changed').flatMap(({ key, arrival, value }): readonly InputEvent[] => {
    const became = status[String(value.status)]
    const at = String(value.changed_at)
    if (became === undefined || at.slice(0, 10) > STOCK_LAST_DAY) return []
    const { order_id, line, sku, region, quantity } = value
    const warehouse_id = region === 'United Kingdom' ? 'UK-1' : 'EU-1'
    const reservation_id = `${String(order_id)}-${String(line)}`
    const of = { reservation_id, order_id, line, sku, warehouse_id, region, quantity, status: became, changed_at: at }
    return [
      { topic: 'inventory.reservations', key, at: arrival, value: { event_id: `${reservation_id}:${became}`, ...of } },
    ]
  })
  return events.flatMap((event, i) => (i % 20 === 0 ? [event, event] : [event]))
}

/** Writes the events of a topic as a file, one partition, by arrival; `offset` is that of the first. */
export function writeEvents(folder: string, name: string, events: readonly InputEvent[], offset = 0): string {
  mkdirSync(folder, { recursive: true })
  const sorted = [...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const lines = sorted.map(({ topic, key, at, value }, i) =>
    JSON.stringify({ topic, partition: 0, offset: offset + i, arrival: at, key, value }),
  )
  const file = join(folder, `${name}.jsonl`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

/** Money as whole cents. */
export const centsOf = (text: string): bigint => {
  const [, sign = '', whole = '0', digits = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text) ?? []
  return BigInt(`${sign}${whole}${digits.padEnd(2, '0')}`)
}

export const moneyText = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`
