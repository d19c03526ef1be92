import { compileAvroEncoder } from '../../src/contracts/codec/avro-encoder.ts'
import type { Contract } from '../../src/contracts/model.ts'
import { frameOf } from '../../src/contracts/wire/frame.ts'
import { ITEMS } from '../../test/ingest/changes.ts'
import { createTopics } from '../../test/stack/create-topics.ts'
import { client } from '../../test/stack/kafka-client.ts'
import { itemChange } from './item-changes.ts'

const PARTITIONS = 3
/** Of one request: a third of them is a batch of one partition, of less than 1 MiB. */
const AT_ONCE = 6_000

/** The ids of the schemas of key and value. */
export interface SchemaIds {
  readonly key: number
  readonly value: number
}

/** Makes the topic with so many changes in three partitions, in Avro framed as Confluent's serializers do; without transactions, as connectors send. */
export async function fillTopic(bootstrap: string, contract: Contract, ids: SchemaIds, count: number): Promise<void> {
  await createTopics(bootstrap, new Map([[ITEMS, PARTITIONS]]))
  const [keyFrame, valueFrame, encode] = [frameOf(ids.key), frameOf(ids.value), compileAvroEncoder(contract)]
  const producer = client({ brokers: [bootstrap] }).producer()
  await producer.connect()
  for (let from = 0; from < count; from += AT_ONCE) {
    const messages = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, at) => {
      const { orderId, itemId, arrival, value } = itemChange(from + at, count)
      return {
        partition: at % PARTITIONS,
        key: Buffer.concat([keyFrame, Buffer.from([64]), Buffer.from(orderId), Buffer.from([itemId * 2])]),
        value: Buffer.concat([valueFrame, encode(value)]),
        timestamp: String(arrival),
      }
    })
    await producer.send({ topic: ITEMS, messages, acks: 1 })
  }
  await producer.disconnect()
}

/** A row's primary key: a text of 32 bytes, and a small number. */
export const KEY_SCHEMA = JSON.stringify({
  type: 'record',
  name: 'Key',
  namespace: 'mysql_oltp.ecommerce.order_items',
  fields: [
    { name: 'order_id', type: 'string' },
    { name: 'order_item_id', type: 'int' },
  ],
})
