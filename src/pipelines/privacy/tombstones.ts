import type { EventLog } from '../live/ports.ts'
import type { TopicKey } from './search-topic.ts'

/** Writes a record without a value under each key, in its partition: compaction then takes what stands before it. One transaction; seen by all when it resolves. */
export async function writeTombstones(
  log: Pick<EventLog, 'producer'>,
  transactionalId: string,
  topic: string,
  keys: readonly TopicKey[],
): Promise<void> {
  const producer = await log.producer(transactionalId)
  try {
    await producer.commit(
      keys.map(({ partition, key }) => ({ topic, partition, key, value: null })),
      undefined,
    )
  } finally {
    await producer.close()
  }
  // A transaction may not be seen yet: behind the next producer of its id it is.
  await (await log.producer(transactionalId)).close()
}
