import { expect, test } from 'vitest'
import { client, consume } from './kafka-client.ts'
import { useServer } from './server.ts'

const server = useServer('kafka')
const TOPIC = 'order.created'
const EACH = 100

test('a consumer that reads committed sees the committed transaction and never the aborted one', async () => {
  const kafka = client({ brokers: [server.endpoint('bootstrap')] })
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: 3 }], waitForLeaders: true })

  const producer = kafka.producer({ transactionalId: 'dq-test', idempotent: true, maxInFlightRequests: 1 })
  await producer.connect()
  const messages = (word: string) => Array.from({ length: EACH }, (_, i) => ({ key: `c${i}`, value: `${word} ${i}` }))
  for (const [word, end] of [
    ['aborted', 'abort'],
    ['committed', 'commit'],
  ] as const) {
    const transaction = await producer.transaction()
    await transaction.send({ topic: TOPIC, messages: messages(word) })
    await transaction[end]()
  }
  await producer.disconnect()

  const committed = await consume(kafka.consumer({ groupId: 'committed', readUncommitted: false }), TOPIC, EACH)
  const all = await consume(kafka.consumer({ groupId: 'all', readUncommitted: true }), TOPIC, 2 * EACH)
  expect(committed.map(({ value }) => String(value)).sort()).toEqual(
    messages('committed')
      .map(({ value }) => value)
      .sort(),
  )
  expect(all.filter(({ value }) => String(value).startsWith('aborted'))).toHaveLength(EACH)
  await admin.disconnect()
  console.log(`kafka: ${committed.length} messages read committed, ${all.length} read uncommitted`)
})
