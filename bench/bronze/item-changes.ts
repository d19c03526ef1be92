import { createHash } from 'node:crypto'
import type { DecodedRecord } from '../../src/contracts/codec/value.ts'

const DAYS = 4
const BEGIN = Date.parse('2017-10-02T00:00:00Z')
const REGIONS = ['SP', 'RJ', 'MG']
const PRODUCTS = 32_000
const SELLERS = 3_000

/** A change of an item, and the key of its row. */
export interface ItemChange {
  readonly orderId: string
  readonly itemId: number
  /** Milliseconds: when the record was written. */
  readonly arrival: number
  /** As the contract of mysql-oltp.ecommerce.order_items has it. */
  readonly value: DecodedRecord
}

/** As many ids as Olist has of each kind. */
const idOf = (kind: string, i: number): string => createHash('md5').update(`${kind} ${i}`).digest('hex')

/**
 * Change i of `count`, which spread evenly over four days and three regions: of a hundred 70 insert, 25 update and 5 delete. All of them are rows
 * of bronze.order_items.
 */
export function itemChange(i: number, count: number): ItemChange {
  const micros = BEGIN * 1000 + Math.floor((i * DAYS * 86_400_000_000) / count)
  const millis = Math.floor(micros / 1000)
  const part = i % 100
  const op = part < 70 ? 'c' : part < 95 ? 'u' : 'd'
  const row = {
    order_id: idOf('order', i),
    order_item_id: 1 + (i % 3),
    product_id: PRODUCT_IDS[(i * 7919) % PRODUCTS]!,
    seller_id: SELLER_IDS[(i * 104_729) % SELLERS]!,
    region: REGIONS[((i * 31) % 7) % 3]!,
    shipping_limit_date: (millis + 345_600_000) * 1000,
    price: 85 + ((i * 48_271) % 673_500),
    freight_value: (i * 69_621) % 40_968,
  }
  const source = {
    version: '3.6.1.Final',
    connector: 'mysql',
    name: 'mysql-oltp',
    ts_ms: BigInt(millis),
    snapshot: 'false',
    db: 'ecommerce',
    sequence: null,
    ts_us: BigInt(micros),
    ts_ns: BigInt(micros) * 1000n,
    table: 'order_items',
    server_id: 223_344n,
    gtid: null,
    file: 'mysql-bin.000003',
    pos: BigInt(157 + i * 311),
    row: 0,
    thread: 7n,
    query: null,
  }
  const value = {
    before: op === 'c' ? null : op === 'd' ? row : { ...row, price: row.price + 100 },
    after: op === 'd' ? null : row,
    source,
    op,
    ts_ms: millis + 412,
    ts_us: micros + 412_000,
    ts_ns: BigInt(micros + 412_000) * 1000n,
    transaction: null,
  }
  return { orderId: row.order_id, itemId: row.order_item_id, arrival: millis + 650, value }
}

const PRODUCT_IDS = Array.from({ length: PRODUCTS }, (_, i) => idOf('product', i))
const SELLER_IDS = Array.from({ length: SELLERS }, (_, i) => idOf('seller', i))
