/*
 * `node bench/kafka/bare.ts <client> <bootstrap> <prefix> <events> <records> <bytes>`: the least that anybody must do: consume the
 * same topics, decode each record with avsc, and produce so many records and bytes, in transactions with the positions, on the same
 * client and in batches of the same size.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import avro from 'avsc'
import type { OutRecord, RecordBatch, TopicPosition } from '../../src/pipelines/live/ports.ts'
import { repo } from '../../test/built.ts'
import { job } from '../../test/stack/live/repo.ts'
import { type Client, LOGS } from './open.ts'

const [client, bootstrap, prefix, ...numbers] = process.argv.slice(2) as [Client, string, string, ...string[]]
const [events, records, bytes] = numbers.map(Number) as [number, number, number]
const COMMIT = 10_000

const log = LOGS[client]({ brokers: [bootstrap], clientId: 'dq-bench' })
const loaded = await job('fraud-enricher')
const inputs = loaded.job.inputs.map(({ contract }) => contract)
const types = new Map(
  inputs.map(({ name, files }) => [
    name,
    avro.Type.forSchema(JSON.parse(readFileSync(join(repo, files.avsc), 'utf8'))),
  ]),
)
const value = new Uint8Array(Math.round(bytes / records))
const PARTITIONS = 3
const producers = await Promise.all(
  Array.from({ length: PARTITIONS }, (_, partition) => log.producer(`${prefix}-${partition}`)),
)

interface Share {
  readonly positions: Map<string, TopicPosition>
  decoded: number
  written: number
}
const shares: Share[] = Array.from({ length: PARTITIONS }, () => ({ positions: new Map(), decoded: 0, written: 0 }))
const committing: Promise<void>[] = shares.map(() => Promise.resolve())
let decoded = 0
const { promise: finished, resolve: finish } = Promise.withResolvers<void>()

const commit = async (partition: number): Promise<void> => {
  const share = shares[partition]!
  const wanted = Math.round((share.decoded * records) / events)
  const out: OutRecord[] = []
  for (; share.written < wanted; share.written++) out.push({ topic: 'fraud.alert', partition, key: null, value })
  const positions = [...share.positions.values()]
  share.positions.clear()
  await producers[partition]!.commit(out, { group: prefix, positions })
}

let since = shares.map(() => 0)
const take = ({ topic, partition, records: of, next }: RecordBatch): void => {
  const type = types.get(topic)!
  for (const { value } of of) if (value !== null) type.decode(value as Buffer, 5)
  const share = shares[partition]!
  share.positions.set(topic, { topic, partition, offset: next })
  share.decoded += of.length
  since[partition]! += of.length
  decoded += of.length
  if (since[partition]! < COMMIT && decoded < events) return
  const all = decoded >= events ? shares.map((_, p) => p) : [partition]
  for (const p of all) {
    since = since.with(p, 0)
    committing[p] = committing[p]!.then(() => commit(p))
  }
  if (decoded >= events) finish()
}

const { promise: assigned, resolve: assign } = Promise.withResolvers<void>()
const member = await log.join(
  { id: prefix, topics: inputs.map(({ name }) => name) },
  { assigned: () => assign(), rebalancing: async () => {}, records: take, failed: (error) => Promise.reject(error) },
)
await assigned
for (const { name: topic } of inputs)
  for (let partition = 0; partition < PARTITIONS; partition++) member.readFrom({ topic, partition, offset: 0 })
await finished
await Promise.all(committing)
await member.leave()
await Promise.all(producers.map((producer) => producer.close()))
console.log(JSON.stringify({ events: decoded, records: shares.reduce((sum, { written }) => sum + written, 0) }))
await log.close()
