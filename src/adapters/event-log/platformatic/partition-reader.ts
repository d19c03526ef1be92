import type { LogRecord, TopicPartition } from '../../../pipelines/live/ports.ts'
import { FETCH_BYTES } from '../connection.ts'
import type { LogConsumer } from './client.ts'
import { committedRecords } from './committed.ts'
import { translated } from './failure.ts'
import { batchesIn } from './whole-fetch.ts'

/** Reads a partition from `from` to `end`, with a consumer of its own: two readers of one would spoil each other's fetch session. */
export async function* readPartition(
  consumer: LogConsumer,
  { topic, partition }: TopicPartition,
  from: number,
  end: number,
): AsyncGenerator<readonly LogRecord[]> {
  consumer.topics.track(topic)
  for (let offset = from; offset < end; ) {
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
    const fetched = response.responses[0]?.partitions[0]
    if (fetched === undefined) continue
    const { records, next } = committedRecords(batchesIn(fetched), fetched.abortedTransactions, offset)
    offset = next
    if (records.length > 0) yield records
  }
}
