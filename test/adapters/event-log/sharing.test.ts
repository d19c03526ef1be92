import { expect, test } from 'vitest'
import { SEND_BYTES } from '../../../src/adapters/event-log/connection.ts'
import { sendChunks } from '../../../src/adapters/event-log/send-chunks.ts'
import { shareIndexes } from '../../../src/adapters/event-log/share.ts'

// biome-ignore format: one row a case
const shares: [members: readonly string[], partitions: number, sizes: readonly number[]][] = [
  [['a'],                3, [3]],
  [['b', 'a'],           3, [2, 1]],
  [['c', 'a', 'b'],      3, [1, 1, 1]],
  [['a', 'b', 'c', 'd'], 3, [1, 1, 1, 0]],
]

test.for(shares)('%j share %i partitions: %j, each index once', ([members, partitions, sizes]) => {
  const shared = shareIndexes(members, partitions)
  expect([...members].sort().map((member) => shared.get(member)!.length)).toEqual(sizes)
  expect([...shared.values()].flat().sort()).toEqual(Array.from({ length: partitions }, (_, index) => index))
  expect(shareIndexes([...members].reverse(), partitions)).toEqual(shared)
})

test('records are cut into requests in their order, none too big for a partition', () => {
  const half = new Uint8Array(SEND_BYTES / 2 - 1000)
  const record = (partition: number) => ({ topic: 't', partition, key: null, value: half })
  const records = [record(0), record(1), record(0), record(1), record(0), record(0)]
  const chunks = [...sendChunks(records)]
  expect(chunks.map((chunk) => chunk.length)).toEqual([4, 2])
  expect(chunks.flat()).toEqual(records)
})

test('a record that is too big by itself goes alone: the broker says no, and says why', () => {
  const big = { topic: 't', partition: 0, key: null, value: new Uint8Array(SEND_BYTES * 2) }
  expect([...sendChunks([big, big])].map((chunk) => chunk.length)).toEqual([1, 1])
})
