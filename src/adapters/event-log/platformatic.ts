import type { ManagedLog, TopicPartition } from '../../pipelines/live/ports.ts'
import { GROUP_TIMEOUTS, type GroupTimeouts, type KafkaConnection } from './connection.ts'
import {
  hasCause,
  type LogAdmin,
  type LogConsumer,
  newAdmin,
  newConsumer,
  newProducer,
  READ_COMMITTED,
} from './platformatic/client.ts'
import { translated } from './platformatic/failure.ts'
import { joinGroup } from './platformatic/member.ts'
import { readPartition } from './platformatic/partition-reader.ts'
import { setSettings, settingsOf } from './platformatic/topic-settings.ts'
import { transactions } from './platformatic/transactions.ts'
import { untilVisible } from './until-visible.ts'

const LATEST = -1n
const EARLIEST = -2n

/** Kafka by @platformatic/kafka. */
export function openPlatformaticLog(connection: KafkaConnection, timeouts: GroupTimeouts = GROUP_TIMEOUTS): ManagedLog {
  const admin: LogAdmin = newAdmin(connection)
  const offsetsOf = new Map<string, LogConsumer>()
  const members = new Map<string, LogConsumer>()
  const closing: (() => Promise<unknown>)[] = [() => admin.close()]

  const consumerOf = (group: string): LogConsumer => {
    let consumer = offsetsOf.get(group)
    if (consumer === undefined) {
      consumer = newConsumer(connection, group, timeouts)
      offsetsOf.set(group, consumer)
      closing.push(() => consumer!.close(true))
    }
    return consumer
  }

  const listOffsets = async (of: readonly TopicPartition[], timestamp: bigint): Promise<readonly number[]> => {
    const partitions = partitionsByTopic(of)
    const topics = Object.keys(partitions)
    const consumer = consumerOf(`${connection.clientId}.offsets`)
    const offsets = await translated(
      consumer.listOffsets({ topics, partitions, timestamp, isolationLevel: READ_COMMITTED }),
    )
    return of.map(({ topic, partition }) => Number(offsets.get(topic)?.[partition] ?? 0n))
  }

  const counts = async (topics: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    const known = new Set(await translated(admin.listTopics()))
    const wanted = topics.filter((topic) => known.has(topic))
    if (wanted.length === 0) return new Map()
    const metadata = await translated(admin.metadata({ topics: wanted, forceUpdate: true }))
    return new Map(wanted.map((topic) => [topic, metadata.topics.get(topic)?.partitionsCount ?? 0]))
  }

  return {
    partitionCounts: counts,
    async createTopic(topic, { partitions, compacted }) {
      const configs = compacted ? [{ name: 'cleanup.policy', value: 'compact' }] : []
      const created = admin.createTopics({ topics: [topic], partitions, replicas: -1, configs })
      await translated(created).catch((error) => {
        if (!hasCause(error, 'apiId', 'TOPIC_ALREADY_EXISTS')) throw error
      })
      await untilVisible(async () => (await counts([topic])).has(topic))
    },
    async topicSettings(topics, names) {
      const known = [...(await counts(topics)).keys()]
      return settingsOf(admin, known, names)
    },
    setTopicSettings: (topic, settings) => setSettings(admin, topic, settings),
    endOffsets: (of) => listOffsets(of, LATEST),
    beginningOffsets: (of) => listOffsets(of, EARLIEST),
    async committedOffsets(group, of) {
      const topics = Object.entries(partitionsByTopic(of)).map(([topic, partitions]) => ({ topic, partitions }))
      const committed = await translated(consumerOf(group).listCommittedOffsets({ topics }))
      return of.map(({ topic, partition }) => {
        const offset = committed.get(topic)?.[partition]
        return offset === undefined || offset < 0n ? undefined : Number(offset)
      })
    },
    async *read(of, from) {
      const [begin] = from === undefined ? await listOffsets([of], EARLIEST) : [from]
      const [end] = await listOffsets([of], LATEST)
      if (begin! >= end!) return
      const consumer = newConsumer(connection, `${connection.clientId}.reader`, timeouts)
      try {
        yield* readPartition(consumer, of, begin!, end!)
      } finally {
        await consumer.close(true)
      }
    },
    async join(group, events) {
      const consumer = newConsumer(connection, group.id, timeouts)
      members.set(group.id, consumer)
      closing.push(() => consumer.close(true))
      return joinGroup(consumer, group, events)
    },
    async producer(transactionalId) {
      const producer = newProducer(connection, transactionalId)
      try {
        return await transactions(producer, (group) => members.get(group))
      } catch (error) {
        await producer.close(true).catch(() => undefined)
        throw error
      }
    },
    async close() {
      await Promise.allSettled(closing.map((close) => close()))
    },
  }
}

function partitionsByTopic(of: readonly TopicPartition[]): Record<string, number[]> {
  const topics: Record<string, number[]> = {}
  for (const { topic, partition } of of) {
    topics[topic] ??= []
    topics[topic].push(partition)
  }
  return topics
}
