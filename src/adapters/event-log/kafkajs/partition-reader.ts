import { setTimeout } from 'node:timers/promises'
import type { LogRecord, RecordBatch, TopicPartition } from '../../../pipelines/live/ports.ts'
import type { KjConsumer } from './client.ts'
import { translated } from './failure.ts'
import { joinGroup } from './member.ts'

/** Fetched and not asked for yet: more is not fetched. */
const MOST_BATCHES = 4

/** Reads a partition from `from` to `end`, as the only member of a group that is there for this alone: the client reads in no other way. */
export async function* readPartition(
  consumer: KjConsumer,
  { topic, partition }: TopicPartition,
  from: number,
  end: number,
): AsyncGenerator<readonly LogRecord[]> {
  const batches: RecordBatch[] = []
  let failed: { readonly error: unknown } | undefined
  let isAssigned = false
  const member = await translated(
    joinGroup(
      consumer,
      { id: '', topics: [topic] },
      {
        assigned: () => {
          isAssigned = true
        },
        rebalancing: async () => {},
        records(batch) {
          batches.push(batch)
          if (batches.length >= MOST_BATCHES) member.pause({ topic, partition })
        },
        failed: (error) => {
          failed = { error }
        },
      },
    ),
  )
  try {
    while (!isAssigned && failed === undefined) await setTimeout(10)
    member.readFrom({ topic, partition, offset: from })
    for (let next = from; next < end; ) {
      if (failed !== undefined) throw failed.error
      const batch = batches.shift()
      if (batches.length === 0) member.resume({ topic, partition })
      if (batch === undefined) await setTimeout(10)
      else {
        next = batch.next
        if (batch.records.length > 0) yield batch.records
      }
    }
  } finally {
    await member.leave()
  }
}
