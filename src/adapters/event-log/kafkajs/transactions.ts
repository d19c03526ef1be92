import { setTimeout } from 'node:timers/promises'
import type { GroupOffsets, OutRecord, TransactionalProducer } from '../../../pipelines/live/ports.ts'
import { sendChunks } from '../send-chunks.ts'
import type { KjProducer, KjTransaction } from './client.ts'
import { translated } from './failure.ts'

const TRY_AGAIN_MS = 20
const MOST_TRIES = 250

/** Beginning a transaction is what asks the broker for the next epoch, and so fences whoever had the last. */
export async function transactions(producer: KjProducer): Promise<TransactionalProducer> {
  await translated(producer.connect())
  let begun: KjTransaction | undefined = await translated(producer.transaction())
  return {
    async commit(records, offsets) {
      if (records.length === 0 && offsets === undefined) return
      const transaction = begun ?? (await translated(producer.transaction()))
      begun = undefined
      for (const chunk of sendChunks(records))
        await translated(transaction.sendBatch({ acks: -1, topicMessages: byTopic(chunk) }))
      if (offsets !== undefined) await translated(sendOffsets(transaction, offsetsOf(offsets)))
      await translated(transaction.commit())
    },
    async close() {
      await producer.disconnect().catch(() => undefined)
    },
  }
}

type Offsets = Parameters<KjTransaction['sendOffsets']>[0]

/** While the markers of the last transaction are still being written the broker asks to come again; here the client does not. */
async function sendOffsets(transaction: KjTransaction, offsets: Offsets): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await transaction.sendOffsets(offsets)
    } catch (error) {
      const isDeciding = error instanceof Error && 'type' in error && error.type === 'CONCURRENT_TRANSACTIONS'
      if (!isDeciding || tries === MOST_TRIES) throw error
      await setTimeout(TRY_AGAIN_MS)
    }
  }
}

const byTopic = (records: readonly OutRecord[]) =>
  [...Map.groupBy(records, ({ topic }) => topic)].map(([topic, of]) => ({
    topic,
    messages: of.map(({ partition, key, value, headers, timestamp }) => ({
      partition,
      key: key === null ? null : bytesOf(key),
      value: value === null ? null : bytesOf(value),
      ...(headers === undefined ? {} : { headers: { ...headers } }),
      ...(timestamp === undefined ? {} : { timestamp: String(timestamp) }),
    })),
  }))

const offsetsOf = ({ group, positions }: GroupOffsets) => ({
  consumerGroupId: group,
  topics: [...Map.groupBy(positions, ({ topic }) => topic)].map(([topic, of]) => ({
    topic,
    partitions: of.map(({ partition, offset }) => ({ partition, offset: String(offset) })),
  })),
})

const bytesOf = (part: string | Uint8Array): Buffer =>
  typeof part === 'string' ? Buffer.from(part) : Buffer.from(part.buffer, part.byteOffset, part.byteLength)
