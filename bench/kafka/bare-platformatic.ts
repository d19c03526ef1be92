/*
 * `node bench/kafka/bare-platformatic.ts <bootstrap> <group> <events> <records> <bytes>`: what somebody writes by hand on the client's
 * own stream: consume the same topics read committed, decode each record with avsc, and produce so many records and bytes in
 * transactions of 10,000 records with the positions.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Consumer, type Message, Producer } from '@platformatic/kafka'
import avro from 'avsc'
import { repo } from '../../test/built.ts'
import { job } from '../../test/stack/live/repo.ts'

const [bootstrap, group, ...numbers] = process.argv.slice(2) as [string, string, ...string[]]
const [events, records, bytes] = numbers.map(Number) as [number, number, number]
const COMMIT = 10_000
const PARTITIONS = 3

const loaded = await job('fraud-enricher')
const types = new Map(
  loaded.job.inputs.map(({ contract: { name, files } }) => [
    name,
    avro.Type.forSchema(JSON.parse(readFileSync(join(repo, files.avsc), 'utf8'))),
  ]),
)
const value = Buffer.alloc(Math.round(bytes / records))
const connection = { clientId: 'dq-bench', bootstrapBrokers: [bootstrap] }
const consumer = new Consumer({
  ...connection,
  groupId: group,
  autocommit: false,
  isolationLevel: 1,
  maxBytes: 8_388_608,
  maxWaitTime: 200,
})
const producer = new Producer({ ...connection, idempotent: true, transactionalId: group })
const stream = await consumer.consume({ topics: [...types.keys()], mode: 'earliest', highWaterMark: COMMIT })

let decoded = 0
let written = 0
const last = new Map<string, Message>()
for await (const message of stream) {
  types.get(message.topic)!.decode(message.value, 5)
  last.set(`${message.topic} ${message.partition}`, message)
  decoded++
  if (decoded % COMMIT !== 0 && decoded < events) continue
  const wanted = Math.round((decoded * records) / events)
  const transaction = await producer.beginTransaction()
  await transaction.addConsumer(consumer)
  const messages = Array.from({ length: wanted - written }, (_, i) => ({
    topic: 'fraud.alert',
    partition: i % PARTITIONS,
    value,
  }))
  await transaction.send({ messages })
  for (const message of last.values()) await transaction.addOffset(message)
  await transaction.commit()
  written = wanted
  last.clear()
  if (decoded >= events) break
}
await stream.close()
await Promise.all([consumer.close(true), producer.close(true)])
console.log(JSON.stringify({ events: decoded, records: written }))
