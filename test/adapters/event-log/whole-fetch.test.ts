import { kGetApi, UnsupportedApiError } from '@platformatic/kafka'
import { expect, test } from 'vitest'
import { newConsumer } from '../../../src/adapters/event-log/platformatic/client.ts'
import { failure } from '../../../src/adapters/event-log/platformatic/failure.ts'
import { fetchWhole } from '../../../src/adapters/event-log/platformatic/whole-fetch.ts'

const connection = { brokers: ['127.0.0.1:1'], clientId: 'test' }

test('a broker that is too old for fetches by topic id is refused, with the client to take instead', async () => {
  const consumer = newConsumer(connection, 'g', { session: 6_000, heartbeat: 300 })
  consumer[kGetApi] = (_, callback) => callback(null, Object.assign(() => {}, { version: 12 }) as never)
  const told = await new Promise((resolve) => fetchWhole(consumer)[kGetApi]('Fetch', resolve))
  expect(told).toBeInstanceOf(UnsupportedApiError)
  expect(failure(told)).toMatchObject({
    message: 'the broker fetches by version 12 of its protocol, and 13 (Kafka 3.1) is needed',
    hint: 'set kafka.client: kafkajs in dq.yaml for brokers older than Kafka 3.1',
  })
  await consumer.close(true)
})
