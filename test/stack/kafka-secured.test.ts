import type { Admin } from 'kafkajs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { client, consume, kafkajs } from './kafka-client.ts'
import { useServer } from './server.ts'

const server = useServer('kafka-secured')
const retry = { retries: 3, initialRetryTime: 100 }

function as(username: string, password = `${username}-secret`) {
  const sasl = { mechanism: 'scram-sha-256' as const, username, password }
  return client({ brokers: [server.endpoint('bootstrap')], sasl, retry })
}

async function send(username: string, topic: string): Promise<string> {
  const producer = as(username).producer({ retry })
  try {
    await producer.connect()
    await producer.send({ topic, messages: [{ key: 'k', value: `from ${username}` }] })
    return 'ok'
  } catch (error) {
    return String(typeOf(error) ?? error)
  } finally {
    await producer.disconnect()
  }
}

/** What the broker answered; kafkajs wraps it when it has tried again. */
const typeOf = (error: unknown): unknown => {
  const { type, cause } = error as { readonly type?: string; readonly cause?: unknown }
  return type ?? (cause && typeOf(cause))
}

let admin: Admin
beforeAll(async () => {
  admin = as('admin').admin()
  await admin.connect()
  const topics = ['order.created', 'fraud.alert'].map((topic) => ({ topic, numPartitions: 1 }))
  await admin.createTopics({ topics, waitForLeaders: true })
  const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs
  const allow = { host: '*', permissionType: AclPermissionTypes.ALLOW }
  const topic = { ...allow, resourceType: AclResourceTypes.TOPIC }
  const [write, read] = [AclOperationTypes.WRITE, AclOperationTypes.READ]
  await admin.createAcls({
    acl: [
      {
        ...topic,
        resourceName: 'order.',
        resourcePatternType: ResourcePatternTypes.PREFIXED,
        principal: 'User:producer',
        operation: write,
      },
      {
        ...topic,
        resourceName: 'order.created',
        resourcePatternType: ResourcePatternTypes.LITERAL,
        principal: 'User:consumer',
        operation: read,
      },
      {
        ...allow,
        resourceType: AclResourceTypes.GROUP,
        resourceName: 'allowed',
        resourcePatternType: ResourcePatternTypes.LITERAL,
        principal: 'User:consumer',
        operation: read,
      },
    ],
  })
})
afterAll(() => admin.disconnect())

// biome-ignore format: one row a case
const cases: [who: string, topic: string, result: string][] = [
  ['producer', 'order.created', 'ok'],
  ['producer', 'fraud.alert',   'TOPIC_AUTHORIZATION_FAILED'],
  ['consumer', 'order.created', 'TOPIC_AUTHORIZATION_FAILED'],
  ['stranger', 'order.created', 'TOPIC_AUTHORIZATION_FAILED'],
]

test.for(cases)('%s writes to %s: %s', async ([who, topic, result]) => {
  expect(await send(who, topic)).toBe(result)
})

test('a wrong password is refused', async () => {
  const wrong = as('producer', 'guess').admin()
  await expect(wrong.connect()).rejects.toMatchObject({ name: 'KafkaJSSASLAuthenticationError' })
  await wrong.disconnect()
})

test('the reader reads with its group, and with no other', async () => {
  const messages = await consume(
    as('consumer').consumer({ groupId: 'allowed', retry: { retries: 10 } }),
    'order.created',
    1,
  )
  expect(messages.map(({ value }) => String(value))).toEqual(['from producer'])
  const denied = as('consumer').consumer({
    groupId: 'other',
    retry: { retries: 0, restartOnFailure: async () => false },
  })
  await expect(consume(denied, 'order.created', 1)).rejects.toThrow(/group/i)
  console.log('kafka-secured: 3 writes denied, 1 allowed; 1 group allowed, 1 denied; 1 password refused')
})
