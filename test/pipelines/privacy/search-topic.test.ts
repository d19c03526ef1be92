import { expect, test } from 'vitest'
import { holder } from '../../../src/lake/privacy/holder.ts'
import type { LogRecord } from '../../../src/pipelines/live/ports.ts'
import { keepOutUntil } from '../../../src/pipelines/privacy/keep-out.ts'
import { searchTopic, type TopicHolding } from '../../../src/pipelines/privacy/search-topic.ts'

type Made = readonly [key: string | null, value: string | null, timestamp?: number]
const DAY = 86_400_000

/** Partitions of records, two to a fetch; a fetch is taken back when the next one is asked for, as a client may do. */
const logOf = (partitions: readonly (readonly Made[])[]) => ({
  async *read({ partition }: { readonly partition: number }): AsyncGenerator<readonly LogRecord[]> {
    const records = partitions[partition] ?? []
    for (let from = 0; from < records.length; from += 2) {
      const batch = records.slice(from, from + 2).map(([key, value, timestamp = 0], i) => ({
        ...{ offset: from + i, timestamp },
        key: key === null ? null : Buffer.from(key),
        value: value === null ? null : Buffer.from(value),
      }))
      yield batch
      for (const { key } of batch) key?.fill(0)
    }
  },
})

const settingsOf = (policy: string, retention = -1) =>
  new Map([
    ['cleanup.policy', policy],
    ['retention.ms', String(retention)],
    ['segment.ms', String(DAY)],
  ])

async function search(partitions: readonly (readonly Made[])[], said: ReadonlyMap<string, string>) {
  const told: number[] = []
  const asked = { topic: 't', partitions: partitions.length, said }
  const found = await searchTopic(logOf(partitions), asked, holder(['ana']), (read) => told.push(read))
  return { found, told }
}

const keysOf = ({ keys }: TopicHolding) => keys.map(({ partition, key }) => `${partition} ${Buffer.from(key)}`)

test('records are counted by key and by value, to the end of each partition, and how many were read is told', async () => {
  const { found, told } = await search(
    [
      [
        ['ana', '{}'],
        ['rui', '{}'],
        ['rui', '{"friend":"ana"}'],
      ],
      [
        [null, '{"who":"ana"}'],
        ['banana', '{}'],
        ['ana', null],
      ],
    ],
    settingsOf('delete'),
  )
  expect(found).toMatchObject({ read: 6, records: 3, underOthers: 2, keys: [] })
  expect(told).toEqual([2, 3, 5, 6])
})

test('in a compacted topic a key is there until its last record is a deletion; a tombstone that came back is taken for what it is', async () => {
  const { found } = await search(
    [
      [
        ['ana', 'one'],
        ['ana', 'two'],
        ['user:ana', 'three'],
      ],
      [
        ['ana', 'four'],
        ['ana', null],
        ['ana!', 'five'],
        ['ana!', null],
        ['ana!', 'six'],
      ],
    ],
    settingsOf('compact'),
  )
  expect(found).toMatchObject({ read: 8, records: 6, underOthers: 0 })
  expect(keysOf(found)).toEqual(['0 ana', '0 user:ana', '1 ana!'])
})

test('the time that counts is the greatest up to the last record of the person: their segment began no later', async () => {
  const { found } = await search(
    [
      [
        ['ana', 'x', 5],
        ['rui', 'x', 90],
        ['ana', 'x', 7],
        ['rui', 'x', 400],
      ],
      [['ana', 'x', 20]],
    ],
    settingsOf('delete', DAY),
  )
  expect(found.last).toBe(90)
})

test('rows are kept out until the last topic has dropped the records, a day at least, and for good where one never does', async () => {
  const of = async (time: number, retention: number, policy = 'delete') =>
    (await search([[['ana', 'x', time]]], settingsOf(policy, retention))).found
  const now = 100 * DAY
  const none = (await search([[['rui', 'x', now]]], settingsOf('delete', -1))).found
  expect(keepOutUntil([], now)).toBe(now + DAY)
  expect(keepOutUntil([none], now)).toBe(now + DAY)
  // A segment of a day after the record, and seven days after that; the other is gone long ago.
  expect(keepOutUntil([await of(now, 7 * DAY), await of(0, DAY)], now)).toBe(now + 8 * DAY)
  expect(keepOutUntil([await of(now, 7 * DAY), await of(0, -1)], now)).toBeUndefined()
  expect(keepOutUntil([await of(now, 7 * DAY, 'compact')], now)).toBeUndefined()
})
