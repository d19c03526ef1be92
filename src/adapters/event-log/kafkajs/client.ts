import type { Admin, Consumer, Kafka, PartitionAssigner, Producer, Transaction } from 'kafkajs'
import kafkajs from 'kafkajs'
import { FETCH_BYTES, type GroupTimeouts, type KafkaConnection } from '../connection.ts'
import { SHARE_PROTOCOL, shareIndexes } from '../share.ts'

export type KjAdmin = Admin
export type KjConsumer = Consumer
export type KjProducer = Producer
export type KjTransaction = Transaction

/** Milliseconds that a request, and a transaction, may take. */
const REQUEST_TIMEOUT = 20_000
const FETCH_WAIT = 200
const RETRY = { retries: 6, initialRetryTime: 200, maxRetryTime: 2_000 }

export function newKafka({ brokers, clientId, tls, sasl }: KafkaConnection): Kafka {
  return new kafkajs.Kafka({
    clientId,
    brokers: [...brokers],
    ssl: tls ?? false,
    ...(sasl === undefined ? {} : { sasl: loginOf(sasl) }),
    requestTimeout: REQUEST_TIMEOUT,
    connectionTimeout: 5_000,
    retry: RETRY,
    logLevel: kafkajs.logLevel.NOTHING,
  })
}

function loginOf({ mechanism, username, password }: NonNullable<KafkaConnection['sasl']>) {
  const login = { username, password }
  switch (mechanism) {
    case 'PLAIN':
      return { mechanism: 'plain', ...login } as const
    case 'SCRAM-SHA-256':
      return { mechanism: 'scram-sha-256', ...login } as const
    case 'SCRAM-SHA-512':
      return { mechanism: 'scram-sha-512', ...login } as const
  }
}

/** `only`: this partition of each topic, for a reader that shares with nobody. */
export const newConsumer = (kafka: Kafka, groupId: string, timeouts: GroupTimeouts, only?: number): Consumer =>
  kafka.consumer({
    groupId,
    sessionTimeout: timeouts.session,
    rebalanceTimeout: Math.max(timeouts.session, 30_000),
    heartbeatInterval: timeouts.heartbeat,
    partitionAssigners: [assigner(only)],
    maxBytesPerPartition: FETCH_BYTES.partition,
    maxBytes: FETCH_BYTES.all,
    maxWaitTimeInMs: FETCH_WAIT,
    readUncommitted: false,
    allowAutoTopicCreation: false,
    retry: RETRY,
  })

/** In a transaction nothing is sent twice at once, or the order would be lost. */
export const newProducer = (kafka: Kafka, transactionalId: string): Producer =>
  kafka.producer({
    transactionalId,
    idempotent: true,
    maxInFlightRequests: 1,
    transactionTimeout: REQUEST_TIMEOUT,
    allowAutoTopicCreation: false,
    retry: RETRY,
  })

function assigner(only: number | undefined): PartitionAssigner {
  const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol
  const version = 1
  return ({ cluster }) => ({
    name: SHARE_PROTOCOL,
    version,
    async assign({ members, topics }) {
      const counts = topics.map((topic) => cluster.findTopicPartitionMetadata(topic).length)
      const shares =
        only === undefined
          ? shareIndexes(
              members.map(({ memberId }) => memberId),
              Math.max(...counts),
            )
          : new Map(members.map(({ memberId }) => [memberId, [only]]))
      return [...shares].map(([memberId, indexes]) => {
        const assignment = Object.fromEntries(topics.map((topic) => [topic, [...indexes]]))
        const userData = Buffer.alloc(0)
        return { memberId, memberAssignment: MemberAssignment.encode({ version, assignment, userData }) }
      })
    },
    protocol: ({ topics }) => ({
      name: SHARE_PROTOCOL,
      metadata: MemberMetadata.encode({ version, topics, userData: Buffer.alloc(0) }),
    }),
  })
}
