import { createRecordsBatch, Reader, readRecordsBatches } from '@platformatic/kafka'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { committedRecords } from '../../../src/adapters/event-log/platformatic/committed.ts'

/** One transaction of a producer in this partition: so many batches of one record, none where it had written nothing yet. */
interface Transaction {
  readonly producer: number
  readonly batches: number
  readonly isAborted: boolean
}

interface Message {
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly timestamp: number
  readonly headers: readonly (readonly [string, string])[]
}

const CONTROL = 0x20
const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const

/** A batch as the client encodes it, at that offset. */
function batchOf(
  offset: number,
  messages: readonly Message[],
  { producer = -1, isControl = false, codec = 'none' as (typeof codecs)[number] } = {},
): Buffer {
  const made = messages.map(({ key, value, timestamp, headers }) => ({
    topic: 't',
    timestamp: BigInt(timestamp),
    headers: new Map(headers.map(([name, text]) => [Buffer.from(name), Buffer.from(text)])),
    ...(key === null ? {} : { key }),
    ...(value === null ? {} : { value }),
  }))
  const bytes = createRecordsBatch(made as never, {
    compression: codec,
    producerId: BigInt(producer),
    transactionalId: producer < 0 ? null : 'id',
  }).buffer
  bytes.writeBigInt64BE(BigInt(offset), 0)
  if (isControl) bytes.writeInt16BE(bytes.readInt16BE(21) | CONTROL, 21)
  return bytes
}

const plain = (value: string): Message => ({ key: null, value: Buffer.from(value), timestamp: 0, headers: [] })

/** A partition as a broker keeps it: what each producer does in its order, mixed by `turns`. */
function partitionOf(transactions: readonly Transaction[], turns: readonly number[]) {
  const batches: Buffer[] = []
  const aborted: { readonly producerId: bigint; readonly firstOffset: bigint; readonly marker: number }[] = []
  const committed: number[] = []
  const queues = [0, 1, 2].map((producer) =>
    transactions
      .filter((of) => of.producer === producer)
      .map((of) => ({ ...of, offsets: [] as number[], left: of.batches })),
  )
  for (let turn = 0; queues.some((queue) => queue.length > 0); turn++) {
    const busy = queues.map((queue, producer) => ({ queue, producer })).filter(({ queue }) => queue.length > 0)
    const { queue, producer } = busy[turns[turn % turns.length]! % busy.length]!
    const of = queue[0]!
    const offset = batches.length
    if (of.left-- > 0) {
      of.offsets.push(offset)
      batches.push(batchOf(offset, [plain(`${offset}`)], { producer }))
      continue
    }
    const key = Buffer.alloc(4)
    key.writeInt16BE(of.isAborted ? 0 : 1, 2)
    batches.push(batchOf(offset, [{ ...plain('marker'), key }], { producer, isControl: true }))
    if (!of.isAborted) committed.push(...of.offsets)
    // The broker's index has no entry for a transaction that wrote nothing.
    else if (of.offsets.length > 0)
      aborted.push({ producerId: BigInt(producer), firstOffset: BigInt(of.offsets[0]!), marker: offset })
    queue.shift()
  }
  return { batches, aborted, committed: committed.sort((a, b) => a - b).map(String) }
}

test('whatever producers do and wherever a fetch ends, exactly the committed records are read', () => {
  const transaction = fc.record({ producer: fc.nat(2), batches: fc.nat(3), isAborted: fc.boolean() })
  fc.assert(
    fc.property(
      fc.array(transaction, { maxLength: 12 }),
      fc.array(fc.nat(5), { minLength: 1, maxLength: 20 }),
      fc.array(fc.record({ whole: fc.integer({ min: 1, max: 7 }), cut: fc.nat(60) }), { minLength: 1, maxLength: 10 }),
      (transactions, turns, fetches) => {
        const { batches, aborted, committed } = partitionOf(transactions, turns)
        const read: string[] = []
        let position = 0
        for (let fetch = 0; position < batches.length; fetch++) {
          const { whole, cut } = fetches[fetch % fetches.length]!
          const to = position + whole
          // As a broker tells: those that reach into what is fetched. The last batch may be cut off.
          const there = aborted.filter(({ firstOffset, marker }) => firstOffset < to && marker >= position)
          const bytes = Buffer.concat([
            ...batches.slice(position, to),
            (batches[to] ?? Buffer.alloc(0)).subarray(0, cut),
          ])
          const { records, next } = committedRecords(bytes, there, position)
          read.push(...records.map(({ value }) => String(value)))
          expect(next).toBe(Math.min(to, batches.length))
          position = next
        }
        expect(read).toEqual(committed)
      },
    ),
    { numRuns: 500 },
  )
})

const bytes = fc.uint8Array({ maxLength: 200 }).map((of) => Buffer.from(of))
const message = fc.record({
  key: fc.option(bytes),
  value: fc.option(bytes),
  timestamp: fc.oneof(
    fc.integer({ min: 0, max: 4e12 }),
    fc.integer({ min: 1_500_000_000_000, max: 1_500_000_100_000 }),
  ),
  headers: fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 3 }),
})

test('keys, values, times and headers are those that the client itself reads, in every codec', () => {
  const batch = fc.record({
    messages: fc.array(message, { minLength: 1, maxLength: 20 }),
    codec: fc.constantFrom(...codecs),
  })
  fc.assert(
    fc.property(fc.array(batch, { minLength: 1, maxLength: 4 }), fc.nat(30), (made, from) => {
      let offset = 0
      const parts = made.map(({ messages, codec }) => {
        const part = batchOf(offset, messages, { codec })
        offset += messages.length
        return part
      })
      const whole = Buffer.concat(parts)
      const theirs = readRecordsBatches(Reader.from(Buffer.from(whole))).flatMap((of) =>
        of.records.map(({ offsetDelta, timestampDelta, key, value, headers }) => ({
          offset: Number(of.firstOffset) + offsetDelta,
          timestamp: Number(of.firstTimestamp + timestampDelta),
          key: key && [...key],
          value: value && [...value],
          headers: headers.length === 0 ? undefined : headers.map(([name, text]) => [String(name), String(text)]),
        })),
      )
      const ours = committedRecords(whole, null, from).records.map(({ offset, timestamp, key, value, headers }) => ({
        offset,
        timestamp,
        key: key && [...key],
        value: value && [...value],
        headers: headers?.map(([name, text]) => [name, String(text)]),
      }))
      expect(ours).toEqual(theirs.filter((record) => record.offset >= from))
    }),
    { numRuns: 300 },
  )
})

test('batches of an older format are refused by name', () => {
  const old = batchOf(0, [plain('x')])
  old[16] = 1
  expect(() => committedRecords(old, null, 0)).toThrow('records stand in batches of version 1: only 2 is read')
})
