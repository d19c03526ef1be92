import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diskFiles } from '../src/adapters/contract-files/disk.ts'
import { openAvroSink } from '../src/adapters/event-sink/avro.ts'
import { openJsonlSink } from '../src/adapters/event-sink/jsonl.ts'
import { compileAvroEncoder } from '../src/contracts/codec/avro-encoder.ts'
import { compileJsonDecoder } from '../src/contracts/codec/json-decoder.ts'
import { partitionFor } from '../src/contracts/partitioner.ts'
import { requireContracts } from '../src/contracts/repo/require.ts'
import type { OutEvent } from '../src/pipelines/ports.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const MADE_BY = 'v2'
const PARTITIONS = 3
const IDS = ['event_id', 'order_id', 'payment_id']
const TIMES = { 'order.created': 'created_at', 'payment.authorized': 'authorized_at', 'behavior.addToCart': 'added_at' }
type Topic = keyof typeof TIMES

export const topics = Object.keys(TIMES) as readonly Topic[]

export const contracts = new Map(
  (await requireContracts(diskFiles(join(ROOT, 'contracts'), ROOT))).map((contract) => [contract.name, contract]),
)

export interface Volume {
  readonly count: number
  /** How often each real event happens, milliseconds apart, under ids of its own: 5 makes about 8 events a window. */
  readonly burst: number
  /** How many copies, each with customers of its own, share the hours of the real events. */
  readonly overlap: number
  /** Only Avro files: JSON Lines take twice their room. */
  readonly onlyAvro?: boolean
}

/** The real events of March 2017 again and again, shifted in time, in the order of their arrival. */
function* replicated({ count, burst, overlap }: Omit<Volume, 'onlyAvro'>): Generator<OutEvent> {
  const real = topics
    .flatMap((topic) =>
      readFileSync(join(ROOT, `fixtures/fraud-enricher/olist-2017-03/input/${topic}.jsonl`), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { topic: Topic; arrival: string; value: Record<string, string> }),
    )
    .map((event) => ({
      ...event,
      arrival: Date.parse(event.arrival),
      time: Date.parse(event.value[TIMES[event.topic]]!),
    }))
    .sort((a, b) => a.arrival - b.arrival)
  const span = real.at(-1)!.arrival - real[0]!.arrival + 600_000
  let made = 0
  for (let round = 0; made < count; round++) {
    for (const { topic, arrival, time, value } of real) {
      const moment = Array.from({ length: overlap * burst }, (_, i): OutEvent => {
        const [copy, again] = [Math.floor(i / burst), i % burst]
        const key = `${value.customer_id}-${round}-${copy}`
        const ids = IDS.filter((id) => id in value).map((id) => [id, `${value[id]}-${round}-${copy}-${again}`])
        const at = new Date(time + round * span + again).toISOString().replace('Z', '000Z')
        const record = { ...value, ...Object.fromEntries(ids), customer_id: key, [TIMES[topic]]: at }
        return {
          topic,
          partition: partitionFor(key, PARTITIONS),
          arrival: arrival + round * span,
          key,
          value: JSON.stringify(record),
        }
      }).sort((a, b) => a.partition - b.partition)
      for (const event of moment) if (made++ < count) yield event
    }
  }
}

/** Files of so many events, made once and kept in the cache folder: `<topic>.jsonl` and `<topic>.avro`. */
export async function replicatedFiles(volume: Volume): Promise<string> {
  const cache = process.env.DQ_CACHE_DIR ?? join(homedir(), '.cache', 'dq')
  const folder = join(
    cache,
    'bench',
    `fraud-${MADE_BY}-${volume.count}-${volume.burst}-${volume.overlap}${volume.onlyAvro ? '-avro' : ''}`,
  )
  if (existsSync(folder)) return folder
  const fresh = `${folder}.part`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  const json = volume.onlyAvro ? undefined : await openJsonlSink(fresh)
  const avro = await openAvroSink(fresh, { job: 'bench', schemaOf: (topic) => contracts.get(topic)!.schema })
  const toAvro = new Map(
    topics.map((topic) => {
      const decode = compileJsonDecoder(contracts.get(topic)!)
      const encode = compileAvroEncoder(contracts.get(topic)!)
      return [topic as string, (text: string) => encode(decode(JSON.parse(text)))]
    }),
  )
  let batch: OutEvent[] = []
  const write = async (): Promise<void> => {
    await json?.write(batch)
    await avro.write(batch.map((event) => ({ ...event, value: toAvro.get(event.topic)!(event.value as string) })))
    batch = []
  }
  for (const event of replicated(volume)) if (batch.push(event) === 4096) await write()
  await write()
  await json?.close()
  await avro.close()
  renameSync(fresh, folder)
  return folder
}
