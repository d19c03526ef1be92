import { randomUUID } from 'node:crypto'
import type { ManagedLog, TopicPartition } from '../../pipelines/live/ports.ts'
import { GROUP_TIMEOUTS, type GroupTimeouts, type KafkaConnection } from './connection.ts'
import { type KjAdmin, newConsumer, newKafka, newProducer } from './kafkajs/client.ts'
import { translated } from './kafkajs/failure.ts'
import { joinGroup } from './kafkajs/member.ts'
import { readPartition } from './kafkajs/partition-reader.ts'
import { setSettings, settingsOf } from './kafkajs/topic-settings.ts'
import { transactions } from './kafkajs/transactions.ts'
import { untilVisible } from './until-visible.ts'

/**
 * Kafka by kafkajs. Its ends are those of all records, not of the committed ones: a transaction of somebody else that is open is
 * waited for.
 */
export function openKafkajsLog(connection: KafkaConnection, timeouts: GroupTimeouts = GROUP_TIMEOUTS): ManagedLog {
  const kafka = newKafka(connection)
  let connecting: Promise<KjAdmin> | undefined
  const closing: (() => Promise<unknown>)[] = []

  const admin = (): Promise<KjAdmin> => {
    connecting ??= (async () => {
      const admin = kafka.admin()
      closing.push(() => admin.disconnect())
      await translated(admin.connect())
      return admin
    })()
    connecting.catch(() => {
      connecting = undefined
    })
    return connecting
  }

  const counts = async (topics: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    const of = await admin()
    const known = new Set(await translated(of.listTopics()))
    const wanted = topics.filter((topic) => known.has(topic))
    if (wanted.length === 0) return new Map()
    const metadata = await translated(of.fetchTopicMetadata({ topics: wanted }))
    return new Map(metadata.topics.map(({ name, partitions }) => [name, partitions.length]))
  }

  const offsets = async (of: readonly TopicPartition[], which: 'low' | 'high'): Promise<readonly number[]> => {
    const topics = [...new Set(of.map(({ topic }) => topic))]
    const found = new Map<string, number>()
    for (const topic of topics)
      for (const entry of await translated((await admin()).fetchTopicOffsets(topic)))
        found.set(`${topic} ${entry.partition}`, Number(entry[which]))
    return of.map(({ topic, partition }) => found.get(`${topic} ${partition}`) ?? 0)
  }

  return {
    partitionCounts: counts,
    async createTopic(topic, { partitions, compacted }) {
      const configEntries = compacted ? [{ name: 'cleanup.policy', value: 'compact' }] : []
      const topics = [{ topic, numPartitions: partitions, replicationFactor: -1, configEntries }]
      await translated((await admin()).createTopics({ topics, waitForLeaders: true }))
      await untilVisible(async () => (await counts([topic])).has(topic))
    },
    async topicSettings(topics, names) {
      const known = [...(await counts(topics)).keys()]
      return settingsOf(await admin(), known, names)
    },
    setTopicSettings: async (topic, settings) => setSettings(await admin(), topic, settings),
    endOffsets: (of) => offsets(of, 'high'),
    beginningOffsets: (of) => offsets(of, 'low'),
    async committedOffsets(groupId, of) {
      const topics = [...new Set(of.map(({ topic }) => topic))]
      const committed = await translated((await admin()).fetchOffsets({ groupId, topics }))
      return of.map(({ topic, partition }) => {
        const found = committed.find((entry) => entry.topic === topic)
        const offset = Number(found?.partitions.find((entry) => entry.partition === partition)?.offset ?? -1)
        return offset < 0 ? undefined : offset
      })
    },
    async *read(of, from) {
      const [begin] = from === undefined ? await offsets([of], 'low') : [from]
      const [end] = await offsets([of], 'high')
      if (begin! >= end!) return
      const group = `${connection.clientId}.reader-${randomUUID()}`
      try {
        yield* readPartition(newConsumer(kafka, group, timeouts, of.partition), of, begin!, end!)
      } finally {
        await (await admin()).deleteGroups([group]).catch(() => undefined)
      }
    },
    async join(group, events) {
      const member = await translated(joinGroup(newConsumer(kafka, group.id, timeouts), group, events))
      closing.push(() => member.leave())
      return member
    },
    async producer(transactionalId) {
      const producer = newProducer(kafka, transactionalId)
      try {
        return await transactions(producer)
      } catch (error) {
        await producer.disconnect().catch(() => undefined)
        throw error
      }
    },
    async close() {
      await Promise.allSettled(closing.map((close) => close()))
    },
  }
}
