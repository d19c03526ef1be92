import { expect, test } from 'vitest'
import { compileAvroEncoder } from '../../../src/contracts/codec/avro-encoder.ts'
import { compileJsonDecoder } from '../../../src/contracts/codec/json-decoder.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import type { Difference } from '../../../src/pipelines/reprocess/differences.ts'
import { publishTopics } from '../../../src/pipelines/reprocess/publish-topics.ts'
import { readTopic } from '../../../src/pipelines/reprocess/read-topic.ts'
import { testWire } from '../../stack/live/test-wire.ts'
import { contract } from '../../stack/store-rows.ts'
import { type Accident, memoryLog } from './memory-log.ts'

const update = await contract('inventory.global.update')
const wire = testWire(new Map([[update.name, update]]))

const value = (n: number, on_hand = n) => ({
  update_id: `SKU-${n}:1`,
  sku: `SKU-${n}`,
  revision: 1,
  source: 'movement',
  cause_event_id: `e-${n}`,
  on_hand_change: n,
  reserved_change: 0,
  on_hand,
  reserved: 0,
  available: n,
  caused_at: '2026-11-22T10:00:00.000001Z',
})

const difference = (n: number, change: Difference['change']): Difference => ({
  change,
  order: n,
  key: `SKU-${n}`,
  partition: n % 3,
  revision: undefined,
  value: value(n),
})

/** 7 new, 3 changed, 2 gone. */
const differences = [
  ...Array.from({ length: 10 }, (_, n) => difference(n, n % 4 === 3 || n === 5 ? 'changed' : 'new')),
  difference(10, 'gone'),
  difference(11, 'gone'),
]
const run = { run: 'run-1', job: 'a-job', output: update.name, ends: [0, 0, 0] }
const topics = [{ contract: update as Contract, run, differences }]
const open = () => memoryLog({ [update.name]: 3 })
const options = { wire, prefix: 'dq', dryRun: false, atOnce: 2 }

const sentTo = async ({ log }: ReturnType<typeof open>) =>
  (await readTopic(log, wire, update)).rows
    .map(({ event }) => ({ key: event.key, partition: event.partition, value: event.value }))
    .sort((a, b) => String(a.key).localeCompare(String(b.key)))
const wanted = Array.from({ length: 10 }, (_, n) => ({ key: `SKU-${n}`, partition: n % 3, value: value(n) }))

test('new and changed records are sent in their partitions, each told apart by its headers; gone ones are not', async () => {
  const kafka = open()
  const [done] = await publishTopics('a-job', topics, { ...options, log: kafka.log })
  expect(done).toEqual({ output: update.name, sent: 10, before: 0, there: 0 })
  expect(await sentTo(kafka)).toEqual(wanted)
  const [first] = kafka.recordsOf(update.name, 0)
  expect(first?.headers?.map(([name, text]) => [name, new TextDecoder().decode(text)])).toEqual([
    ['dq.reprocessed', 'run-1'],
    ['dq.change', 'new'],
  ])
  expect(await publishTopics('a-job', topics, { ...options, log: kafka.log })).toEqual([
    { output: update.name, sent: 0, before: 10, there: 0 },
  ])
  expect(await sentTo(kafka)).toEqual(wanted)
})

// biome-ignore format: one row a case
const accidents: readonly (readonly [commit: number, accident: Accident])[] = [
  [1, 'not-done'], [1, 'lost-answer'], [2, 'not-done'], [2, 'lost-answer'], [3, 'not-done'], [3, 'lost-answer'],
  [4, 'not-done'], [4, 'lost-answer'], [5, 'not-done'], [5, 'lost-answer'],
]

test.for(accidents)(
  'a process that ends at commit %i (%s) is taken up by the next: nothing twice, nothing lost',
  async ([commit, accident]) => {
    const kafka = open()
    kafka.accidents.push(...Array.from({ length: commit - 1 }, () => undefined), accident)
    await expect(publishTopics('a-job', topics, { ...options, log: kafka.log })).rejects.toThrow('the process is gone')
    const done = commit - (accident === 'not-done' ? 1 : 0)
    expect(await publishTopics('a-job', topics, { ...options, dryRun: true, log: kafka.log })).toEqual([
      { output: update.name, sent: 10 - 2 * done, before: 2 * done, there: 0 },
    ])
    const [again] = await publishTopics('a-job', topics, { ...options, log: kafka.log })
    expect(again).toEqual({ output: update.name, sent: 10 - 2 * done, before: 2 * done, there: 0 })
    expect(await sentTo(kafka)).toEqual(wanted)
  },
)

test('what the job itself, or another run, has published since it was compared is not sent again', async () => {
  const kafka = open()
  const encode = compileAvroEncoder(update)
  const decode = compileJsonDecoder(update)
  const bytes = (of: object) => Buffer.concat([wire.prefix(update), encode(decode(of))])
  kafka.append({ topic: update.name, partition: 1, key: 'SKU-4', value: bytes(value(4)) })
  // The same event with another value is no copy.
  kafka.append({ topic: update.name, partition: 2, key: 'SKU-2', value: bytes(value(2, 99)) })
  const [done] = await publishTopics('a-job', topics, { ...options, log: kafka.log })
  expect(done).toEqual({ output: update.name, sent: 9, before: 0, there: 1 })
  expect((await sentTo(kafka)).filter(({ key }) => key === 'SKU-4').length).toBe(1)
  expect((await sentTo(kafka)).filter(({ key }) => key === 'SKU-2').length).toBe(2)
})

test('of two who publish at once one goes on, and the other says so', async () => {
  const kafka = open()
  let other: Promise<unknown> | undefined
  const first = publishTopics('a-job', topics, {
    ...options,
    atOnce: 1,
    log: kafka.log,
    onCommit() {
      other ??= publishTopics('a-job', topics, { ...options, log: kafka.log })
    },
  })
  await expect(first).rejects.toMatchObject({ message: expect.stringContaining('another dq reprocess publish') })
  await other
  expect(await sentTo(kafka)).toEqual(wanted)
})
