import type { LogRecord, TopicPartition } from '../../../pipelines/live/ports.ts'
import { FETCH_BYTES } from '../connection.ts'
import type { FetchedPartition, LogConsumer } from './client.ts'
import { committedRecords } from './committed.ts'
import { translated } from './failure.ts'
import { batchesIn } from './whole-fetch.ts'

/**
 * Reads a partition from `from` to `end`, with a consumer of its own: two readers of one would spoil each other's fetch session. While one fetch is
 * worked on, the broker is asked for the next.
 */
export async function* readPartition(
  consumer: LogConsumer,
  { topic, partition }: TopicPartition,
  from: number,
  end: number,
): AsyncGenerator<readonly LogRecord[]> {
  consumer.topics.track(topic)
  const fetchFrom = async (offset: number): Promise<FetchedPartition | undefined> => {
    const metadata = await translated(consumer.metadata({ topics: [topic] }))
    const { id, partitions } = metadata.topics.get(topic)!
    const request = {
      partition,
      currentLeaderEpoch: -1,
      fetchOffset: BigInt(offset),
      lastFetchedEpoch: -1,
      partitionMaxBytes: FETCH_BYTES.partition,
    }
    const node = partitions[partition]!.leader
    const response = await translated(consumer.fetch({ node, topics: [{ topicId: id, partitions: [request] }] }))
    return response.responses[0]?.partitions[0]
  }
  let coming = from < end ? fetchFrom(from) : undefined
  for (let offset = from; coming !== undefined; ) {
    const fetched = await coming
    const got = fetched && committedRecords(batchesIn(fetched), fetched.abortedTransactions, offset)
    offset = got?.next ?? offset
    coming = offset < end ? fetchFrom(offset) : undefined
    // Whoever stops here waits for it no more.
    coming?.catch(() => undefined)
    if (got !== undefined && got.records.length > 0) yield got.records
  }
}
