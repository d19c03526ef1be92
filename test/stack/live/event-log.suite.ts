import { afterAll, describe, expect, test } from 'vitest'
import type {
  EventLog,
  GroupEvents,
  LogRecord,
  ManagedLog,
  OutRecord,
  RecordBatch,
} from '../../../src/pipelines/live/ports.ts'
import { Fenced } from '../../../src/pipelines/live/ports.ts'
import { client } from '../kafka-client.ts'

export interface EventLogAdapter {
  readonly name: string
  open(): ManagedLog
  /** The broker's address. */
  bootstrap(): string
  /** Codecs that its client does not have: it must say so. */
  readonly unreadable: readonly string[]
}

const text = (bytes: Uint8Array | null): string | null => (bytes === null ? null : new TextDecoder().decode(bytes))

async function all(log: EventLog, topic: string, partition = 0): Promise<LogRecord[]> {
  const records: LogRecord[] = []
  for await (const batch of log.read({ topic, partition })) records.push(...batch)
  return records
}

/** Waits until it is so. */
async function until(condition: () => boolean, what: string, ms = 30_000): Promise<void> {
  for (const end = Date.now() + ms; !condition(); await new Promise((resolve) => setTimeout(resolve, 20)))
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}`)
}

/** A member that remembers what it was told. */
function watched() {
  const seen = { shares: [] as (readonly number[])[], batches: [] as RecordBatch[], rebalances: 0 }
  const events: GroupEvents = {
    assigned: (partitions) => void seen.shares.push(partitions),
    rebalancing: async () => void seen.rebalances++,
    records: (batch) => void seen.batches.push(batch),
    failed: (error) => {
      throw error
    },
  }
  return {
    events,
    share: () => seen.shares.at(-1),
    rebalances: () => seen.rebalances,
    batches: seen.batches,
    values: () => seen.batches.flatMap(({ records }) => records.map(({ value }) => text(value))),
  }
}

export function eventLogSuite({ name, open, bootstrap, unreadable }: EventLogAdapter): void {
  describe(`event log of ${name}`, () => {
    const logs: EventLog[] = []
    const openLog = (): ManagedLog => {
      const log = open()
      logs.push(log)
      return log
    }
    afterAll(() => Promise.all(logs.map((log) => log.close())))
    let count = 0
    const newTopic = async (log: EventLog, partitions = 1): Promise<string> => {
      const topic = `${name}.t${++count}`
      await log.createTopic(topic, { partitions, compacted: false })
      return topic
    }
    const send = async (log: EventLog, records: readonly OutRecord[], id = `${name}-writer`): Promise<void> => {
      const producer = await log.producer(id)
      await producer.commit(records, undefined)
      await producer.close()
      await decided(log, id)
    }
    /** What a producer has committed is seen by all once another of its id has begun. */
    const decided = async (log: EventLog, id: string): Promise<void> => (await log.producer(id)).close()
    const numbered = (topic: string, n: number, partition = 0): OutRecord[] =>
      Array.from({ length: n }, (_, i) => ({ topic, partition, key: `k${i}`, value: `v${i}` }))

    test('topics are made once, and counted', async () => {
      const log = openLog()
      const topic = await newTopic(log, 3)
      await log.createTopic(topic, { partitions: 3, compacted: false })
      expect(await log.partitionCounts([topic, `${name}.nowhere`])).toEqual(new Map([[topic, 3]]))
    })

    test('settings of topics are read as they are in effect; setting one leaves the others', async () => {
      const log = openLog()
      const topic = await newTopic(log)
      const names = ['retention.ms', 'cleanup.policy', 'segment.ms']
      const read = async () => (await log.topicSettings([topic, `${name}.nowhere`], names)).get(topic)
      expect(await read()).toEqual(
        new Map([
          ['retention.ms', '604800000'],
          ['cleanup.policy', 'delete'],
          ['segment.ms', '604800000'],
        ]),
      )
      expect((await log.topicSettings([topic, `${name}.nowhere`], names)).has(`${name}.nowhere`)).toBe(false)
      await log.setTopicSettings(topic, { 'segment.ms': '3600000' })
      await log.setTopicSettings(topic, { 'retention.ms': '86400000', 'cleanup.policy': 'compact,delete' })
      await expect.poll(read, { timeout: 10_000 }).toEqual(
        new Map([
          ['retention.ms', '86400000'],
          ['cleanup.policy', 'compact,delete'],
          ['segment.ms', '3600000'],
        ]),
      )
    })

    test('what a transaction wrote is read in its order, with keys, deletions, headers and times', async () => {
      const log = openLog()
      const topic = await newTopic(log)
      await send(log, [
        {
          topic,
          partition: 0,
          key: 'a',
          value: 'one',
          timestamp: 1_500_000_000_000,
          headers: { 'dq.reason': 'schema' },
        },
        { topic, partition: 0, key: null, value: new Uint8Array([0, 255, 7]) },
        { topic, partition: 0, key: 'a', value: null },
      ])
      const [one, two, three] = await all(log, topic)
      expect([text(one!.key), text(one!.value), one!.offset, one!.timestamp]).toEqual([
        'a',
        'one',
        0,
        1_500_000_000_000,
      ])
      expect(one!.headers?.map(([name, value]) => [name, text(value)])).toEqual([['dq.reason', 'schema']])
      expect([two!.key, [...two!.value!]]).toEqual([null, [0, 255, 7]])
      expect([text(three!.key), three!.value]).toEqual(['a', null])
    })

    test('a transaction of many megabytes is one transaction', async () => {
      const log = openLog()
      const topic = await newTopic(log)
      const value = new Uint8Array(100_000).fill(7)
      await send(
        log,
        Array.from({ length: 40 }, (_, i) => ({ topic, partition: 0, key: `${i}`, value })),
      )
      const records = await all(log, topic)
      expect(records.map(({ key }) => text(key))).toEqual(Array.from({ length: 40 }, (_, i) => `${i}`))
      expect(records.every((record) => record.value!.length === 100_000)).toBe(true)
      // Somebody who takes their time gets the same; what is fetched waits for them, and is no more than a few fetches.
      let slowly = 0
      for await (const batch of log.read({ topic, partition: 0 })) {
        slowly += batch.length
        await new Promise((resolve) => setTimeout(resolve, 30))
      }
      expect(slowly).toBe(40)
    })

    test('a producer that was replaced is fenced, and nothing of it is seen', async () => {
      const log = openLog()
      const topic = await newTopic(log)
      const old = await log.producer(`${name}-fenced`)
      await old.commit(numbered(topic, 1), undefined)
      const young = await log.producer(`${name}-fenced`)
      await expect(old.commit(numbered(topic, 5), undefined)).rejects.toThrow(Fenced)
      await young.commit(numbered(topic, 2), undefined)
      await decided(log, `${name}-fenced`)
      expect((await all(log, topic)).map(({ value }) => text(value))).toEqual(['v0', 'v0', 'v1'])
      await Promise.all([old.close(), young.close()])
    })

    test('aborted transactions are never seen: several of one producer, and longer than a fetch', async () => {
      const log = openLog()
      const topic = await newTopic(log)
      const producer = client({ brokers: [bootstrap()] }).producer({
        transactionalId: `${name}-aborts`,
        idempotent: true,
        maxInFlightRequests: 1,
      })
      await producer.connect()
      const big = 'x'.repeat(500_000)
      for (const [word, end, times] of [
        ['aborted', 'abort', 1],
        ['first', 'commit', 1],
        ['aborted', 'abort', 1],
        ['aborted', 'abort', 8],
        ['second', 'commit', 1],
        ['aborted', 'abort', 1],
      ] as const) {
        const transaction = await producer.transaction()
        for (let i = 0; i < times; i++)
          await transaction.send({ topic, messages: [{ key: word, value: times > 1 ? big : `${i}` }] })
        await transaction[end]()
      }
      await producer.disconnect()
      await decided(log, `${name}-aborts`)
      expect((await all(log, topic)).map(({ key }) => text(key))).toEqual(['first', 'second'])

      const member = watched()
      const joined = await openLog().join({ id: `${name}-aborts`, topics: [topic] }, member.events)
      await until(() => member.share() !== undefined, 'a share')
      joined.readFrom({ topic, partition: 0, offset: 0 })
      const [end] = await log.endOffsets([{ topic, partition: 0 }])
      // Behind the last record stand its markers and an aborted transaction: the position must pass them.
      await until(() => member.batches.at(-1)?.next === end, 'the end of the topic')
      expect(member.batches.flatMap(({ records }) => records.map(({ key }) => text(key)))).toEqual(['first', 'second'])
      expect(member.batches.at(-1)!.end).toBe(end)
      await joined.leave()
    })

    test('what a producer commits between two aborted transactions is read, also when the second had written nothing yet', async () => {
      const log = openLog()
      const topic = await newTopic(log)
      const producer = client({ brokers: [bootstrap()] }).producer({
        transactionalId: `${name}-nothing`,
        idempotent: true,
        maxInFlightRequests: 1,
      })
      await producer.connect()
      const send = async (value: string, end: 'commit' | 'abort'): Promise<void> => {
        const transaction = await producer.transaction()
        await transaction.send({ topic, messages: [{ value }] }).catch(() => undefined)
        await transaction[end]()
      }
      await send('aborted', 'abort')
      await send('one', 'commit')
      await send('two', 'commit')
      // The broker knows that the partition takes part, and refuses the record: the marker is all that the transaction leaves.
      await send('x'.repeat(2_000_000), 'abort')
      await send('three', 'commit')
      await producer.disconnect()
      await decided(log, `${name}-nothing`)
      expect((await all(log, topic)).map(({ value }) => text(value))).toEqual(['one', 'two', 'three'])
    })

    test('members share partition indexes, and take over from one that leaves', async () => {
      const log = openLog()
      const topics = [await newTopic(log, 4), await newTopic(log, 4)]
      const group = { id: `${name}-shares`, topics }
      const [first, second] = [watched(), watched()]
      const one = await openLog().join(group, first.events)
      await until(() => first.share()?.length === 4, 'all to the only member')
      const two = await openLog().join(group, second.events)
      await until(() => first.share()?.length === 2 && second.share()?.length === 2, 'two to each')
      expect([...first.share()!, ...second.share()!].sort()).toEqual([0, 1, 2, 3])
      expect(first.rebalances()).toBeGreaterThan(0)

      // Of every topic alike.
      for (const topic of topics)
        await send(
          log,
          [0, 1, 2, 3].map((partition) => ({ topic, partition, key: null, value: `${topic} ${partition}` })),
        )
      for (const [member, seen] of [
        [one, first],
        [two, second],
      ] as const)
        for (const topic of topics)
          for (const partition of seen.share()!) member.readFrom({ topic, partition, offset: 0 })
      await until(() => first.values().length === 4 && second.values().length === 4, 'four records each')
      expect([...first.values(), ...second.values()].sort()).toEqual(
        topics.flatMap((topic) => [0, 1, 2, 3].map((partition) => `${topic} ${partition}`)).sort(),
      )
      await two.leave()
      await until(() => first.share()?.length === 4, 'all back to the first')
      await one.leave()
    })

    test('a partition is read from where it is told, held back when paused, and goes on without loss', async () => {
      const log = openLog()
      const topic = await newTopic(log)
      await send(log, numbered(topic, 10))
      const seen = watched()
      const member = await openLog().join({ id: `${name}-pauses`, topics: [topic] }, seen.events)
      await until(() => seen.share() !== undefined, 'a share')
      member.readFrom({ topic, partition: 0, offset: 6 })
      await until(() => seen.values().length === 4, 'four records')
      member.pause({ topic, partition: 0 })
      await new Promise((resolve) => setTimeout(resolve, 600))
      const before = seen.values().length
      await send(log, numbered(topic, 3))
      await new Promise((resolve) => setTimeout(resolve, 800))
      expect(seen.values().length).toBe(before)
      member.resume({ topic, partition: 0 })
      await until(() => seen.values().length === 7, 'seven records')
      expect(seen.values()).toEqual(['v6', 'v7', 'v8', 'v9', 'v0', 'v1', 'v2'])
      member.readFrom({ topic, partition: 0, offset: 0 })
      await until(() => seen.values().length === 7 + 13, 'all of it again')
      await member.leave()
    })

    test('positions are committed with the records of a transaction', async () => {
      const log = openLog()
      const topic = await newTopic(log, 2)
      const group = `${name}-positions`
      const seen = watched()
      const reading = openLog()
      const member = await reading.join({ id: group, topics: [topic] }, seen.events)
      await until(() => seen.share() !== undefined, 'a share')
      const of = [0, 1].map((partition) => ({ topic, partition }))
      expect(await log.committedOffsets(group, of)).toEqual([undefined, undefined])
      const producer = await reading.producer(`${group}-0`)
      await producer.commit(numbered(topic, 2, 1), {
        group,
        positions: [
          { topic, partition: 0, offset: 0 },
          { topic, partition: 1, offset: 42 },
        ],
      })
      await producer.close()
      await decided(log, `${group}-0`)
      expect(await log.committedOffsets(group, of)).toEqual([0, 42])
      expect(await log.endOffsets(of)).toEqual([0, 3])
      expect(await log.beginningOffsets(of)).toEqual([0, 0])
      await member.leave()
    })

    test.for(['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const)(
      'records compressed with %s are read, or refused by name',
      async (codec) => {
        const log = openLog()
        const topic = await newTopic(log)
        const { Producer } = await import('@platformatic/kafka')
        const producer = new Producer({ clientId: 'codecs', bootstrapBrokers: [bootstrap()] })
        const value = Buffer.from('compressible '.repeat(100))
        await producer.send({
          messages: [0, 1].map(() => ({ topic, partition: 0, key: Buffer.from('k'), value })),
          acks: -1,
          compression: codec,
        })
        await producer.close()
        if (unreadable.includes(codec)) await expect(all(log, topic)).rejects.toThrow(/cannot read this topic/)
        else expect((await all(log, topic)).map((record) => text(record.value))).toEqual([String(value), String(value)])
      },
    )
  })
}
