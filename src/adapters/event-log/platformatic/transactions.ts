import { Fenced, type GroupOffsets, type OutRecord, type TransactionalProducer } from '../../../pipelines/live/ports.ts'
import { sendChunks } from '../send-chunks.ts'
import type { LogConsumer, LogMessage, LogProducer, LogTransaction } from './client.ts'
import { translated } from './failure.ts'

/** No id and no epoch of an earlier one: the broker gives the next epoch, and so fences whoever had the last. */
const ANEW = { producerId: -1n, producerEpoch: -1 }

/** `memberOf` gives the consumer that is a member of a group: its generation goes with the offsets, so that a member that was replaced is refused. */
export async function transactions(
  producer: LogProducer,
  memberOf: (group: string) => LogConsumer | undefined,
): Promise<TransactionalProducer> {
  // Begun at once: this is what asks for the epoch. The broker hears of a transaction only with its first record.
  let begun: LogTransaction | undefined = await translated(producer.beginTransaction(ANEW))
  return {
    async commit(records, offsets) {
      if (records.length === 0 && offsets === undefined) return
      const transaction = begun ?? (await translated(producer.beginTransaction()))
      begun = undefined
      for (const chunk of sendChunks(records)) await translated(transaction.send({ messages: chunk.map(messageOf) }))
      if (offsets !== undefined) await addOffsets(transaction, offsets, memberOf(offsets.group))
      await translated(transaction.commit())
    },
    async close() {
      await producer.close(true).catch(() => undefined)
    },
  }
}

/** One after the other: the client takes two at once for the same one. */
async function addOffsets(
  transaction: LogTransaction,
  { group, positions }: GroupOffsets,
  member: LogConsumer | undefined,
): Promise<void> {
  if (member === undefined || member.memberId === null) throw new Fenced(`not a member of the group ${group} any more`)
  await translated(transaction.addConsumer(member))
  const { generationId, memberId } = member
  const coordinatorId = await translated(member.findGroupCoordinator())
  for (const { topic, partition, offset } of positions) {
    const metadata = { consumer: { groupId: group, generationId, memberId, coordinatorId } }
    // Of a message the client takes these four; it commits the offset behind it.
    await translated(
      transaction.addOffset({ topic, partition, offset: BigInt(offset) - 1n, metadata } as unknown as LogMessage),
    )
  }
}

function messageOf({ topic, partition, key, value, headers, timestamp }: OutRecord) {
  return {
    topic,
    partition,
    ...(key === null ? {} : { key: bytesOf(key) }),
    ...(value === null ? {} : { value: bytesOf(value) }),
    ...(headers === undefined
      ? {}
      : { headers: new Map(Object.entries(headers).map(([name, text]) => [Buffer.from(name), Buffer.from(text)])) }),
    ...(timestamp === undefined ? {} : { timestamp: BigInt(timestamp) }),
  }
}

const bytesOf = (part: string | Uint8Array): Buffer =>
  typeof part === 'string' ? Buffer.from(part) : Buffer.from(part.buffer, part.byteOffset, part.byteLength)
