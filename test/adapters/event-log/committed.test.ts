import { kGetApi } from '@platformatic/kafka'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { abortedIn, leaveNothingOut } from '../../../src/adapters/event-log/platformatic/aborted.ts'
import type {
  FetchedPartition,
  FetchResponse,
  LogConsumer,
} from '../../../src/adapters/event-log/platformatic/client.ts'
import { committedRecords } from '../../../src/adapters/event-log/platformatic/committed.ts'

type Batch = NonNullable<FetchedPartition['records']>[number]

/** One transaction of a producer in this partition: so many batches of one record, none where it had written nothing yet. */
interface Transaction {
  readonly producer: number
  readonly batches: number
  readonly isAborted: boolean
}

const TRANSACTIONAL = 0x10
const CONTROL = 0x20

/** A partition as a broker keeps it: what each producer does in its order, mixed by `turns`. */
function partitionOf(transactions: readonly Transaction[], turns: readonly number[]) {
  const batches: Batch[] = []
  const aborted: { readonly producerId: bigint; readonly firstOffset: bigint; readonly marker: number }[] = []
  const committed: string[] = []
  const queues = [0, 1, 2].map((producer) =>
    transactions
      .filter((of) => of.producer === producer)
      .map((of) => ({ ...of, offsets: [] as number[], left: of.batches })),
  )
  const add = (producer: number, attributes: number, key: Buffer | null, value: Buffer): number => {
    const offset = batches.length
    batches.push({
      firstOffset: BigInt(offset),
      lastOffsetDelta: 0,
      attributes,
      producerId: BigInt(producer),
      firstTimestamp: 0n,
      maxTimestamp: 0n,
      records: [{ offsetDelta: 0, timestampDelta: 0n, key, value, headers: [] }],
    } as unknown as Batch)
    return offset
  }
  for (let turn = 0; queues.some((queue) => queue.length > 0); turn++) {
    const busy = queues.map((queue, producer) => ({ queue, producer })).filter(({ queue }) => queue.length > 0)
    const { queue, producer } = busy[turns[turn % turns.length]! % busy.length]!
    const of = queue[0]!
    if (of.left-- > 0) {
      of.offsets.push(add(producer, TRANSACTIONAL, null, Buffer.from(`${batches.length}`)))
      continue
    }
    const key = Buffer.alloc(4)
    key.writeInt16BE(of.isAborted ? 0 : 1, 2)
    const marker = add(producer, TRANSACTIONAL | CONTROL, key, Buffer.alloc(6))
    if (!of.isAborted) committed.push(...of.offsets.map(String))
    // The broker's index has no entry for a transaction that wrote nothing.
    else if (of.offsets.length > 0)
      aborted.push({ producerId: BigInt(producer), firstOffset: BigInt(of.offsets[0]!), marker })
    queue.shift()
  }
  return { batches, aborted, committed: committed.sort((a, b) => Number(a) - Number(b)) }
}

/** A consumer of the client whose fetch answers this; the client's own code runs between it and us in real life. */
function consumerOf(answer: FetchResponse): LogConsumer {
  const symbols = { key: 1, version: 17 }
  const api = Object.assign(
    (...args: unknown[]) => (args.at(-1) as (e: null, of: FetchResponse) => void)(null, answer),
    symbols,
  )
  const consumer = new Proxy({} as Record<string | symbol, unknown>, {
    get: (of, name) => of[name] ?? ((_: string, callback: (e: null, of: unknown) => void) => callback(null, api)),
  })
  return consumer as unknown as LogConsumer
}

async function fetched(batches: readonly Batch[], abortedTransactions: FetchedPartition['abortedTransactions']) {
  const partition = { partitionIndex: 0, records: batches, abortedTransactions } as unknown as FetchedPartition
  const consumer = leaveNothingOut(consumerOf({ responses: [{ topicId: 't', partitions: [partition] }] } as never))
  consumer[kGetApi]('Fetch', (_, api) => (api as unknown as (answer: () => void) => void)(() => {}))
  // What the client would leave out by.
  expect(partition.abortedTransactions).toEqual([])
  return partition
}

const transaction = fc.record({
  producer: fc.nat(2),
  batches: fc.nat(3),
  isAborted: fc.boolean(),
})

test('whatever producers do and wherever a fetch ends, exactly the committed records are read', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(transaction, { maxLength: 12 }),
      fc.array(fc.nat(5), { minLength: 1, maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 10 }),
      async (transactions, turns, sizes) => {
        const { batches, aborted, committed } = partitionOf(transactions, turns)
        const read: string[] = []
        let position = 0
        for (let fetch = 0; position < batches.length; fetch++) {
          const to = position + sizes[fetch % sizes.length]!
          // As a broker tells: those that reach into what is fetched.
          const there = aborted.filter(({ firstOffset, marker }) => firstOffset < to && marker >= position)
          const of = await fetched(batches.slice(position, to), there)
          const { records, next } = committedRecords(of.records, abortedIn(of), position)
          read.push(...records.map(({ value }) => Buffer.from(value!).toString()))
          position = next
        }
        expect(read).toEqual(committed)
      },
    ),
    { numRuns: 500 },
  )
})
