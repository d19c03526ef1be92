import { FETCH_BYTES, type GroupTimeouts, type KafkaConnection } from '../connection.ts'
import { SHARE_PROTOCOL, shareIndexes } from '../share.ts'
import { Admin, Consumer, type ConsumerOptions, type Message, Producer } from './library.ts'
import { fetchWhole } from './whole-fetch.ts'

export type LogConsumer = Consumer<Buffer, Buffer, Buffer, Buffer>
export type LogProducer = Producer<Buffer, Buffer, Buffer, Buffer>
export type LogAdmin = Admin
export type LogTransaction = Awaited<ReturnType<LogProducer['beginTransaction']>>
export type LogMessage = Message<Buffer, Buffer, Buffer, Buffer>
export type FetchResponse = Awaited<ReturnType<LogConsumer['fetch']>>
export type FetchedPartition = FetchResponse['responses'][number]['partitions'][number]

/** Milliseconds that a request, and a transaction, may take. */
const REQUEST_TIMEOUT = 20_000
/** How long a fetch waits for records: also how long a partition that is resumed may wait for its first fetch. */
const FETCH_WAIT = 200

export const READ_COMMITTED = 1

const base = ({ brokers, clientId, tls, sasl }: KafkaConnection) => ({
  clientId,
  bootstrapBrokers: [...brokers],
  timeout: REQUEST_TIMEOUT,
  requestTimeout: REQUEST_TIMEOUT,
  connectTimeout: 5_000,
  retries: 4,
  retryDelay: 250,
  metadataMaxAge: 60_000,
  ...(tls ? { tls: {} } : {}),
  ...(sasl === undefined ? {} : { sasl: { ...sasl } }),
})

export const newAdmin = (connection: KafkaConnection): LogAdmin => new Admin(base(connection))

/** A member of its group once it joins; for offsets and fetches it need not. */
export function newConsumer(connection: KafkaConnection, groupId: string, timeouts: GroupTimeouts): LogConsumer {
  const options: ConsumerOptions<Buffer, Buffer, Buffer, Buffer> = {
    ...base(connection),
    groupId,
    groupProtocol: 'classic',
    sessionTimeout: timeouts.session,
    rebalanceTimeout: Math.max(timeouts.session, 30_000),
    heartbeatInterval: timeouts.heartbeat,
    protocols: [{ name: SHARE_PROTOCOL, version: 1 }],
    partitionAssigner: (_, members, topics, metadata) => {
      const names = [...topics]
      const partitions = Math.max(...names.map((topic) => metadata.topics.get(topic)?.partitionsCount ?? 0))
      return [...shareIndexes([...members.keys()], partitions)].map(([memberId, indexes]) => ({
        memberId,
        assignments: new Map(names.map((topic) => [topic, { topic, partitions: [...indexes] }])),
      }))
    },
    autocommit: false,
    minBytes: 1,
    maxBytes: FETCH_BYTES.all,
    maxBytesPerPartition: FETCH_BYTES.partition,
    maxWaitTime: FETCH_WAIT,
    isolationLevel: READ_COMMITTED,
  }
  return fetchWhole(new Consumer(options))
}

export const newProducer = (connection: KafkaConnection, transactionalId: string): LogProducer =>
  new Producer({ ...base(connection), idempotent: true, transactionalId, autocreateTopics: false })

/** Whether the error, one of those in it, or what caused one of them has this property; the client's own search leaves out causes. */
export function hasCause(error: unknown, property: string, value: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (property in error && Reflect.get(error, property) === value) return true
  const inside = error instanceof AggregateError ? error.errors : []
  return [...inside, error.cause].some((of) => hasCause(of, property, value))
}
