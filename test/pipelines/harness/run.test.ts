import { describe, expect, test } from 'vitest'
import { openMemorySink } from '../../../src/adapters/event-sink/memory.ts'
import { openMemorySource } from '../../../src/adapters/event-source/memory.ts'
import { openMemoryStore } from '../../../src/adapters/keyed-store/memory.ts'
import { embeddedTasks } from '../../../src/pipelines/engines/embedded/tasks.ts'
import { jobRun, type RunOptions } from '../../../src/pipelines/harness/run.ts'
import { runCodecs } from '../../../src/pipelines/harness/run-codecs.ts'
import { runJob } from '../../../src/pipelines/harness/run-job.ts'
import {
  coalesce,
  count,
  decimal,
  type JobDeclaration,
  job,
  millisOf,
  minutes,
  perRecord,
  perWindow,
  seconds,
  sum,
  tumbling,
} from '../../../src/pipelines/index.ts'
import { resolved } from '../job/repo.ts'

/** Totals per customer; a sum of decimal(12,2) is a decimal(15,2). */
const totals = job('totals')
  .inputs({ payment: 'payment.authorized' })
  .keyBy('customer_id')
  .window(tumbling(minutes(2), { outOfOrderness: seconds(30) }))
  .measures(({ payment }) => ({ payments: count(payment), paid: sum(payment.amount) }))
  .outputs(({ payment, measures, window }) => ({
    anomaly: perRecord(payment).sideOutput('fraud.anomaly', {
      anomaly_id: payment.event_id,
      kind: payment.method,
      customer_id: payment.customer_id,
      order_id: payment.order_id,
      amount: payment.amount,
      event_time: payment.authorized_at,
      window_start: window.start,
      window_end: window.end,
    }),
    features: perWindow()
      .upsert('feature.customer', {
        customer_id: window.key,
        revision: millisOf(window.end),
        orders: 0,
        ordered_amount: decimal('0.00'),
        payments: measures.payments,
        paid_amount: coalesce(measures.paid, decimal('0.00')),
        payment_methods: 0,
        carts: 0,
        window_start: window.start,
        window_end: window.end,
      })
      .version(millisOf(window.end)),
  }))

const START = Date.UTC(2017, 2, 8, 12)
const iso = (millis: number): string => new Date(millis).toISOString().replace('Z', '000Z')

/** A payment of `ana`, `at` seconds after noon. */
const payment = (n: number, at: number, amount: string, customer = 'ana') => ({
  topic: 'payment.authorized',
  partition: 0,
  offset: n,
  arrival: START + at * 1000,
  key: customer,
  value: {
    event_id: `p${n}`,
    payment_id: `p${n}`,
    order_id: `o${n}`,
    customer_id: customer,
    method: 'voucher',
    installments: 1,
    amount,
    authorized_at: iso(START + at * 1000),
  },
})

async function play(declaration: JobDeclaration, events: ReturnType<typeof payment>[], options: RunOptions = {}) {
  const job = resolved(declaration)
  const [source, sink, store] = [openMemorySource(events), openMemorySink(), openMemoryStore()]
  const run = jobRun(job, embeddedTasks(job), runCodecs(job), source, options)
  const end = await runJob(run, { source, sink, store })
  const of = (topic: string) =>
    sink.events
      .filter((event) => event.topic === topic)
      .map(({ value }) => JSON.parse(String(value)) as Record<string, unknown>)
  return { end, counts: run.counts, features: of('feature.customer'), letters: of('fraud.dead_letter'), store }
}

describe('a run', () => {
  test('dead-letters the record whose sum overflows, and keeps the window as it was', async () => {
    // 999 payments of 9999999999.99 make 9989999999989.01… which still fits 15 digits; the sum passes 9999999999999.99 at the 1000th.
    const events = Array.from({ length: 1001 }, (_, n) => payment(n, n * 0.05, '9999999999.99'))
    const { counts, features, letters } = await play(totals, events)
    // 1000 × 9999999999.99 = 9999999999990.00 fits; 1001 × 9999999999.99 = 10009999999989.99 does not.
    expect(features).toMatchObject([{ payments: 1000, paid_amount: '9999999999990.00' }])
    expect(letters.filter(({ reason }) => reason === 'overflow')).toMatchObject([
      { topic: 'payment.authorized', offset: 1000, message: 'sum: the result does not fit in decimal(15,2)' },
    ])
    expect(counts.taken).toBe(1000)
  })

  test('dead-letters an output that does not fit its contract, and writes the others', async () => {
    // "voucher" is no AnomalyKind.
    const { features, letters } = await play(totals, [payment(0, 1, '5.00')])
    expect(letters).toMatchObject([{ topic: 'fraud.anomaly', reason: 'output', path: '/kind', offset: -1, key: 'ana' }])
    expect(features).toHaveLength(1)
  })

  test('leaves out records from --until on, and says how many', async () => {
    const { counts, features } = await play(totals, [payment(0, 1, '5.00'), payment(1, 60, '7.00')], {
      until: START + 60_000,
    })
    expect(counts.afterUntil).toBe(1)
    expect(features).toMatchObject([{ paid_amount: '5.00' }])
  })

  test('stops at the first dead letter too many', async () => {
    const bad = [0, 1, 2, 3].map((n) => payment(n, n, 'five'))
    const { end, counts } = await play(totals, bad, { maxDeadLetters: 1 })
    expect(end).toBe('too-many-bad-records')
    expect(counts.in).toEqual([2])
  })

  test('every record in is counted once: taken, late, duplicate or dead', async () => {
    const events = [
      payment(0, 1, '5.00'),
      { ...payment(1, 2, '5.00'), value: payment(0, 2, '5.00').value },
      payment(2, 200, '1.00'),
      // 12:03:20 − 30 s is past 12:02:00, so the window of 12:00:03 is closed.
      { ...payment(3, 201, '1.00'), value: payment(3, 3, '1.00').value },
      payment(4, 202, 'five'),
    ]
    const { counts } = await play(totals, events)
    expect(counts).toMatchObject({ in: [5], taken: 2, duplicates: 1, late: 1, windows: 2 })
    expect(counts.deadLetters.get('schema')).toBe(1)
  })

  test('keeps the newest row of each key in the store', async () => {
    const { store } = await play(totals, [payment(0, 1, '5.00'), payment(1, 300, '7.00')])
    const row = await store.get('feature.customer', 'ana')
    expect(row?.revision).toBe(BigInt(START + 360_000))
    expect(JSON.parse(row!.value)).toMatchObject({ paid_amount: '7.00' })
  })
})
