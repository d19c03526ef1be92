import { openPlatformaticLog } from '../../src/adapters/event-log/platformatic.ts'
import { liveContext } from '../../src/cli/live/live-context.ts'
import type { LoadedJob } from '../../src/cli/load-job.ts'
import { compileAvroDecoder } from '../../src/contracts/codec/avro-decoder.ts'
import { compileAvroEncoder } from '../../src/contracts/codec/avro-encoder.ts'
import { compileJsonDecoder } from '../../src/contracts/codec/json-decoder.ts'
import { partitionFor } from '../../src/contracts/partitioner.ts'
import { startLive } from '../../src/pipelines/live/live-run.ts'
import { testWire } from '../../test/stack/live/test-wire.ts'

const SECONDS = Number(process.env.DQ_BENCH_SECONDS ?? 30)
/** Event time runs so much faster, so that a window of two minutes closes every second. */
const FASTER = 120
const EVERY_MS = 20
const PARTITIONS = 3
const OUT_OF_ORDER_MS = 30_000
const BEGIN = Date.parse('2030-01-01T00:00:00Z')

/**
 * From the moment the event that closes a window is committed to the moment a consumer that reads committed has the alert: what
 * somebody waits for. A worker in this process, with the commits it has by default; one customer a partition, with an alert in every window.
 */
export async function measureLatency(bootstrap: string, loaded: LoadedJob): Promise<string> {
  const log = openPlatformaticLog({ brokers: [bootstrap], clientId: 'dq-latency' })
  const { job, contracts } = loaded
  const wire = testWire(contracts)
  const store = { upsert: async () => {}, get: async () => undefined, close: async () => {} }
  const run = startLive(await liveContext(job, { log, store, wire }, { prefix: 'latency', observe: () => {} }))

  const latencies: number[] = []
  const closedAt = new Map<string, number>()
  const alerts = contracts.get('fraud.alert')!
  const decode = compileAvroDecoder(alerts, { writer: alerts.schema })
  const watcher = openPlatformaticLog({ brokers: [bootstrap], clientId: 'dq-latency-watch' })
  const { promise: assigned, resolve } = Promise.withResolvers<void>()
  const seen = await watcher.join(
    { id: 'latency-watch', topics: ['fraud.alert'] },
    {
      assigned: () => resolve(),
      rebalancing: async () => {},
      failed: (error) => Promise.reject(error),
      records({ partition, records }) {
        for (const { value } of records) {
          const end = Number(decode(value!.subarray(5)).window_end) / 1000
          const closed = closedAt.get(`${partition} ${end}`)
          if (closed !== undefined) latencies.push(Date.now() - closed)
        }
      },
    },
  )
  await assigned
  for (let partition = 0; partition < PARTITIONS; partition++)
    seen.readFrom({ topic: 'fraud.alert', partition, offset: 0 })

  const encoders = new Map(
    job.inputs.map(({ contract }) => {
      const [read, write, prefix] = [compileJsonDecoder(contract), compileAvroEncoder(contract), wire.prefix(contract)]
      return [contract.name, (record: object) => Buffer.concat([prefix, write(read(record))])]
    }),
  )
  const customers = Array.from({ length: PARTITIONS }, (_, partition) => {
    for (let i = 0; ; i++) if (partitionFor(`c${i}`, PARTITIONS) === partition) return `c${i}`
  })
  const producer = await log.producer('latency-inputs')
  const began = Date.now()
  for (let n = 0; Date.now() - began < SECONDS * 1000; n++) {
    const time = BEGIN + Math.floor(((Date.now() - began) * FASTER) / 1000) * 1000
    const stamp = new Date(time).toISOString().replace('Z', '000Z')
    const records = customers.flatMap((customer_id, partition) =>
      [
        [
          'order.created',
          {
            event_id: `o${n}`,
            order_id: `${n}`,
            customer_id,
            region: 'SP',
            item_count: 1,
            total_amount: '900.00',
            currency: 'BRL',
            created_at: stamp,
          },
        ] as const,
        [
          'payment.authorized',
          {
            event_id: `p${n}`,
            payment_id: `${n}`,
            order_id: `${n}`,
            customer_id,
            method: 'credit_card',
            installments: 1,
            amount: '9000.00',
            authorized_at: stamp,
          },
        ] as const,
        [
          'behavior.addToCart',
          { event_id: `b${n}`, customer_id, session_id: 0, product_id: 1, added_at: stamp },
        ] as const,
      ].map(([topic, record]) => ({ topic, partition, key: customer_id, value: encoders.get(topic)!(record) })),
    )
    await producer.commit(records, undefined)
    const now = Date.now()
    const size = 120_000
    const end = Math.floor((time - OUT_OF_ORDER_MS) / size) * size
    for (let partition = 0; partition < PARTITIONS; partition++)
      if (!closedAt.has(`${partition} ${end}`)) closedAt.set(`${partition} ${end}`, now)
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  run.stop()
  await run.ended
  await producer.close()
  await seen.leave()
  await Promise.all([log.close(), watcher.close()])
  latencies.sort((a, b) => a - b)
  const at99 = latencies[Math.floor(latencies.length * 0.99)]
  const at50 = latencies[Math.floor(latencies.length * 0.5)]
  return `window close to alert read committed: p50 ${at50} ms, p99 ${at99} ms, of ${latencies.length.toLocaleString('en')} alerts in ${closedAt.size} windows`
}
