import type { RecordBatch, TopicPartition, TopicPosition } from '../../../pipelines/live/ports.ts'
import { FETCH_BYTES } from '../connection.ts'
import { type FetchResponse, hasCause, type LogConsumer } from './client.ts'
import { committedRecords } from './committed.ts'
import { batchesIn } from './whole-fetch.ts'

/** Milliseconds between two tries while a broker cannot be asked. */
const BACK_OFF = 300

/** Fetches partitions from where each is, one request at a time to each broker; what is paused is not asked for. */
export interface Fetcher {
  readFrom(position: TopicPosition): void
  pause(of: TopicPartition): void
  resume(of: TopicPartition): void
  stop(of: TopicPartition): void
  /** Nothing is delivered any more. */
  close(): void
}

interface Reading extends TopicPartition {
  offset: number
  isPaused: boolean
}

type Metadata = Awaited<ReturnType<LogConsumer['metadata']>>

export function fetcher(
  consumer: LogConsumer,
  deliver: (batch: RecordBatch) => void,
  onError: (error: unknown) => void,
): Fetcher {
  const readings = new Map<string, Reading>()
  /** Brokers that are being asked. */
  const asked = new Set<number>()
  let isClosed = false
  let isPumping = false

  /** Asks every broker that is not being asked for what it has. */
  const pump = async (): Promise<void> => {
    if (isPumping || isClosed) return
    isPumping = true
    try {
      const wanted = [...readings.values()].filter(({ isPaused }) => !isPaused)
      if (wanted.length === 0) return
      const metadata = await consumer.metadata({ topics: [...new Set(wanted.map(({ topic }) => topic))] })
      for (const [node, of] of byLeader(wanted, metadata)) if (!asked.has(node)) void ask(node, of, metadata)
    } catch (error) {
      failed(error)
    } finally {
      isPumping = false
    }
  }

  const failed = (error: unknown): void => {
    if (isClosed) return
    onError(error)
    setTimeout(() => void pump(), BACK_OFF)
  }

  const ask = async (node: number, of: readonly Reading[], metadata: Metadata): Promise<void> => {
    asked.add(node)
    const sent = of.map((reading) => ({ reading, offset: reading.offset }))
    try {
      const response = await consumer.fetch({ node, topics: requestOf(of, metadata) })
      if (!isClosed) take(response, sent, metadata)
      asked.delete(node)
    } catch (error) {
      asked.delete(node)
      if (hasCause(error, 'apiId', 'OFFSET_OUT_OF_RANGE')) {
        await toBeginning(of)
        return void pump()
      }
      consumer.clearMetadata()
      return failed(error)
    }
    void pump()
  }

  /** What a partition had there is gone by its retention: the oldest that is left comes next. */
  const toBeginning = async (of: readonly Reading[]): Promise<void> => {
    for (const { topic, partition } of of) {
      const reading = readings.get(nameOf({ topic, partition }))
      const offsets = await consumer
        .listOffsets({ topics: [topic], partitions: { [topic]: [partition] }, timestamp: -2n })
        .catch(() => undefined)
      const beginning = offsets?.get(topic)?.[partition]
      if (reading === undefined || beginning === undefined || reading.offset >= Number(beginning)) continue
      const [from, next] = [reading.offset, Number(beginning)]
      reading.offset = next
      deliver({ topic, partition, records: [], from, next, end: next, bytes: 0, isGone: true })
    }
  }

  const take = (
    response: FetchResponse,
    sent: readonly { readonly reading: Reading; readonly offset: number }[],
    metadata: Metadata,
  ): void => {
    const topics = new Map([...metadata.topics].map(([topic, { id }]) => [id, topic]))
    const offsets = new Map(sent.map((of) => [nameOf(of.reading), of]))
    for (const { topicId, partitions } of response.responses) {
      const topic = topics.get(topicId)!
      for (const fetched of partitions) {
        const name = nameOf({ topic, partition: fetched.partitionIndex })
        const of = offsets.get(name)
        // Begun again elsewhere, or given up, while the broker was answering.
        if (of === undefined || readings.get(name) !== of.reading || of.reading.offset !== of.offset) continue
        const { records, next, bytes } = committedRecords(batchesIn(fetched), fetched.abortedTransactions, of.offset)
        of.reading.offset = next
        const end = Number(fetched.lastStableOffset)
        deliver({ topic, partition: fetched.partitionIndex, records, from: of.offset, next, end, bytes })
      }
    }
  }

  return {
    readFrom({ topic, partition, offset }) {
      readings.set(nameOf({ topic, partition }), { topic, partition, offset, isPaused: false })
      void pump()
    },
    pause(of) {
      const reading = readings.get(nameOf(of))
      if (reading !== undefined) reading.isPaused = true
    },
    resume(of) {
      const reading = readings.get(nameOf(of))
      if (reading === undefined || !reading.isPaused) return
      reading.isPaused = false
      void pump()
    },
    stop(of) {
      readings.delete(nameOf(of))
    },
    close() {
      isClosed = true
    },
  }
}

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic} ${partition}`

function byLeader(of: readonly Reading[], metadata: Metadata): ReadonlyMap<number, readonly Reading[]> {
  return Map.groupBy(of, ({ topic, partition }) => metadata.topics.get(topic)!.partitions[partition]!.leader)
}

function requestOf(of: readonly Reading[], metadata: Metadata) {
  return [...Map.groupBy(of, ({ topic }) => topic)].map(([topic, readings]) => ({
    topicId: metadata.topics.get(topic)!.id,
    partitions: readings.map(({ partition, offset }) => ({
      partition,
      currentLeaderEpoch: -1,
      fetchOffset: BigInt(offset),
      lastFetchedEpoch: -1,
      partitionMaxBytes: FETCH_BYTES.partition,
    })),
  }))
}
