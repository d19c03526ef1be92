/**
 * fraud-enricher as an engineer would write it for speed alone, with avsc and maps: `by-hand.ts <stage> <inputs> <out>`.
 * It trusts every record: no contract is checked, nothing is late, idle or dead-lettered, no checkpoint is made, no feature
 * store is written, and a run that is killed begins anew. Money is whole cents in doubles.
 * Stages: `read` decodes the records, `windows` also keeps the windows, `outputs` also writes Avro.
 */
import { openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import avro from 'avsc'
import { contracts, topics } from '../replicated.ts'
import { type Event, eventsInOrder, typeOptions } from './by-hand-events.ts'

const [, , stage, inputs = '', out = ''] = process.argv
const WINDOW = 120_000_000
const OUT_OF_ORDER = 30_000_000

/** Encoded records, one behind the other. */
class Output {
  readonly #type: avro.Type
  readonly #file: number
  readonly #buffer = Buffer.allocUnsafe(1 << 20)
  #at = 0
  count = 0
  constructor(name: string) {
    const file = join(import.meta.dirname, '../..', contracts.get(name)!.files.avsc)
    this.#type = avro.Type.forSchema(JSON.parse(readFileSync(file, 'utf8')), typeOptions())
    this.#file = openSync(join(out, `${name}.avro`), 'w')
  }
  write(row: object): void {
    this.count++
    let end = this.#type.encode(row, this.#buffer, this.#at)
    if (end < 0) {
      this.flush()
      end = this.#type.encode(row, this.#buffer, this.#at)
    }
    this.#at = end
  }
  flush(): void {
    writeSync(this.#file, this.#buffer, 0, this.#at)
    this.#at = 0
  }
}

interface Match {
  orders: number
  orderedAt: number
  payments: number
  paid: number
}

interface Window {
  orders: number
  ordered: number
  payments: number
  paid: number
  methods: Set<string>
  smallest: number
  carts: number
  firstCart: number
  firstOrder: number
  match: Map<string, Match>
  seen: Set<string>
  kept: Event[]
}

const newWindow = (): Window => ({
  orders: 0,
  ordered: 0,
  payments: 0,
  paid: 0,
  methods: new Set(),
  smallest: Infinity,
  carts: 0,
  firstCart: Infinity,
  firstOrder: Infinity,
  match: new Map(),
  seen: new Set(),
  kept: [],
})

function matchOf(window: Window, order: string): Match {
  let match = window.match.get(order)
  if (match === undefined) {
    match = { orders: 0, orderedAt: Infinity, payments: 0, paid: 0 }
    window.match.set(order, match)
  }
  return match
}

function update(window: Window, event: Event): void {
  const { input, value } = event
  const id = `${input}${value.event_id}`
  if (window.seen.has(id)) return
  window.seen.add(id)
  if (input === 2) {
    window.carts++
    window.firstCart = Math.min(window.firstCart, value.added_at!)
    return
  }
  const match = matchOf(window, value.order_id!)
  window.kept.push(event)
  if (input === 0) {
    window.orders++
    window.ordered += value.total_amount!
    window.firstOrder = Math.min(window.firstOrder, value.created_at!)
    match.orders++
    match.orderedAt = Math.min(match.orderedAt, value.created_at!)
  } else {
    window.payments++
    window.paid += value.amount!
    window.methods.add(value.method!)
    window.smallest = Math.min(window.smallest, value.amount!)
    match.payments++
    match.paid += value.amount!
  }
}

/** Four digits, half away from zero. */
const ratio = (part: number, whole: number): number =>
  Math.sign(part) * Math.sign(whole) * Math.floor((Math.abs(part) * 10_000) / Math.abs(whole) + 0.5)

const outputs =
  stage === 'outputs' ? ['fraud.alert', 'feature.customer', 'fraud.anomaly'].map((name) => new Output(name)) : []
const [alerts, features, anomalies] = outputs as [Output, Output, Output]

function fire(window: Window, key: string, end: number): void {
  const cartToOrder =
    window.carts === 0 || window.orders === 0 ? null : Math.floor((window.firstOrder - window.firstCart) / 1_000_000)
  const times = { window_start: end - WINDOW, window_end: end }
  features.write({
    customer_id: key,
    revision: end / 1000,
    orders: window.orders,
    ordered_amount: window.ordered,
    payments: window.payments,
    paid_amount: window.paid,
    paid_ratio: window.payments === 0 || window.ordered === 0 ? null : ratio(window.paid, window.ordered),
    payment_methods: window.methods.size,
    carts: window.carts,
    cart_to_order_seconds: cartToOrder,
    ...times,
  })
  for (const { input, value } of window.kept) {
    const match = window.match.get(value.order_id!)!
    if (input === 0) scoreOrder(window, match, value, cartToOrder, times)
    else {
      const about = { customer_id: key, order_id: value.order_id, payment_id: value.payment_id, amount: value.amount }
      const all = { ...about, event_time: value.authorized_at, ...times }
      const report = (id: string, kind: string) =>
        anomalies.write({ anomaly_id: `${id}:${value.event_id}`, kind, ...all })
      if (match.orders === 0) report('payment-without-order', 'payment_without_order')
      if (value.authorized_at! < match.orderedAt && match.orders > 0)
        report('payment-before-order', 'payment_before_order')
      if (value.amount! < 0) report('negative-payment', 'negative_amount')
    }
  }
}

function scoreOrder(
  window: Window,
  match: Match,
  value: Event['value'],
  cartToOrder: number | null,
  times: object,
): void {
  const total = value.total_amount!
  const reasons: string[] = []
  let score = 0
  const rule = (name: string, weight: number, fires: boolean): void => {
    if (!fires) return
    reasons.push(name)
    score += weight
  }
  rule('underpaid', 40, match.payments > 0 && match.paid < total)
  rule('overpaid', 25, match.payments > 0 && match.paid > total)
  rule('unpaid-high-value', 30, match.payments === 0 && total >= 10_000)
  rule('many-orders', 45, window.orders >= 3)
  rule('many-methods', 35, window.methods.size >= 3)
  rule('split-payment', 30, match.payments >= 4)
  rule('no-cart', 30, window.carts === 0 && total >= 10_000)
  rule('rapid-checkout', 35, cartToOrder !== null && cartToOrder >= 0 && cartToOrder <= 4)
  rule('cart-burst', 30, window.carts >= 10)
  rule('negative-amount', 70, total < 0 || window.smallest < 0)
  if (score < 60) return
  alerts.write({
    alert_id: `fraud-alert:${value.order_id}`,
    order_id: value.order_id,
    customer_id: value.customer_id,
    region: value.region,
    risk_score: Math.min(score, 100),
    reasons,
    total_amount: total,
    paid_amount: match.paid,
    paid_ratio: match.payments === 0 || total === 0 ? null : ratio(match.paid, total),
    orders_in_window: window.orders,
    payments_for_order: match.payments,
    payment_methods: window.methods.size,
    carts_in_window: window.carts,
    cart_to_order_seconds: cartToOrder,
    ...times,
    created_at: value.created_at,
  })
}

interface Task {
  readonly newest: [number, number, number]
  readonly open: Map<number, Map<string, Window>>
}

const tasks = new Map<number, Task>()

function close(task: Task, watermark: number): void {
  for (const [end, windows] of [...task.open].sort(([a], [b]) => a - b)) {
    if (end > watermark) return
    task.open.delete(end)
    if (stage === 'outputs') for (const key of [...windows.keys()].sort()) fire(windows.get(key)!, key, end)
  }
}

const TIMES = ['created_at', 'authorized_at', 'added_at'] as const
let events = 0
for (const event of eventsInOrder(topics.map((topic) => join(inputs, `${topic}.avro`)))) {
  events++
  if (stage === 'read') continue
  const { input, partition, value } = event
  let task = tasks.get(partition)
  if (task === undefined) {
    task = { newest: [-Infinity, -Infinity, -Infinity], open: new Map() }
    tasks.set(partition, task)
  }
  const time = value[TIMES[input]!]!
  const end = (Math.floor(time / WINDOW) + 1) * WINDOW
  let windows = task.open.get(end)
  if (windows === undefined) {
    windows = new Map()
    task.open.set(end, windows)
  }
  let window = windows.get(value.customer_id!)
  if (window === undefined) {
    window = newWindow()
    windows.set(value.customer_id!, window)
  }
  update(window, event)
  if (time > task.newest[input]!) {
    task.newest[input] = time
    close(task, Math.min(...task.newest) - OUT_OF_ORDER)
  }
}
for (const task of tasks.values()) close(task, Infinity)
for (const output of outputs) output.flush()
console.log(JSON.stringify({ events, outputs: outputs.map(({ count }) => count) }))
