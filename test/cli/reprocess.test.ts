import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSettings } from '../../src/cli/config.ts'
import { ingestResult } from '../../src/cli/ingest/ingest-result.ts'
import { reprocess } from '../../src/cli/reprocess/reprocess.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dq-reprocess-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
cpSync(join(root, 'contracts'), join(folder, 'contracts'), { recursive: true })
rmSync(join(folder, 'contracts/policies'), { recursive: true, force: true })
writeFileSync(join(folder, 'dq.yaml'), 'version: 1\n')
const settings = loadSettings({}, { env: {}, cwd: () => folder })

const recorded = join(root, 'fixtures/inventory-aggregator/uci-2010-12')
const lines = { topic: 'order.status.changed', path: join(recorded, 'input/order.status.changed.jsonl') }
const linesOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n')

beforeAll(async () => {
  const input = [{ topic: 'inventory.events', path: join(recorded, 'input/inventory.events.jsonl') }]
  const done = await ingestResult('bronze-ingest', settings, { input, branch: 'main' })
  expect(done?.isBad).toBe(false)
}, 120_000)

test('what bronze has kept gives what was published, row for row; a field of it that is a decimal or a time too', async () => {
  const done = await reprocess(settings, 'inventory-aggregator', {
    input: [lines],
    published: join(recorded, 'expected'),
  })
  expect(done.inputs.map(({ topic, events }) => [topic, events])).toEqual([
    ['order.status.changed', undefined],
    ['inventory.events', linesOf(join(recorded, 'input/inventory.events.jsonl')).length],
  ])
  const made = readdirSync(join(recorded, 'expected')).sort()
  expect(done.compared?.map(({ topic }) => `${topic}.jsonl`)).toEqual(made)
  for (const { same, fresh, changed, gone } of done.compared ?? []) {
    expect([fresh, changed, gone]).toEqual([[], [], []])
    expect(same).toBeGreaterThan(0)
  }
  expect(readdirSync(done.differences ?? '')).toEqual([])
}, 120_000)

test('only what nobody has seen, and what is otherwise, is left to publish; what was published in vain is told', async () => {
  const published = join(folder, 'published')
  mkdirSync(published)
  for (const name of readdirSync(join(recorded, 'expected')))
    cpSync(join(recorded, 'expected', name), join(published, name))
  const path = join(published, 'inventory.global.update.jsonl')
  const [first = '', second = '', ...rest] = linesOf(path)
  // The first was never published, the second with another amount, and one was published that is not made.
  const wrong = JSON.parse(second)
  const stray = { ...wrong, value: { ...wrong.value, update_id: 'nobody:1' } }
  const other = { ...wrong, value: { ...wrong.value, on_hand: wrong.value.on_hand + 1 } }
  writeFileSync(path, `${[JSON.stringify(other), ...rest, JSON.stringify(stray)].join('\n')}\n`)
  const done = await reprocess(settings, 'inventory-aggregator', {
    input: [lines],
    published,
    out: join(folder, 'out'),
  })
  const [update] = done.compared?.filter(({ topic }) => topic === 'inventory.global.update') ?? []
  expect([update?.same, update?.fresh.length, update?.changed.length, update?.gone.length]).toEqual([
    rest.length,
    1,
    1,
    1,
  ])
  const left = linesOf(join(folder, 'out/differences/inventory.global.update.jsonl')).map(
    (line) => JSON.parse(line).value,
  )
  expect(left).toEqual([JSON.parse(first).value, JSON.parse(second).value])
  expect(readdirSync(join(folder, 'out/differences'))).toEqual(['inventory.global.update.jsonl'])
}, 120_000)

test('a range compares what arrived in it, with state from before', async () => {
  const arrivals = linesOf(join(recorded, 'expected/inventory.global.update.jsonl')).map((line) =>
    Date.parse(JSON.parse(line).arrival),
  )
  const since = arrivals[Math.floor(arrivals.length / 3)]!
  const until = arrivals[Math.floor((arrivals.length * 2) / 3)]!
  const done = await reprocess(settings, 'inventory-aggregator', {
    input: [lines],
    published: join(recorded, 'expected'),
    since,
    until,
  })
  const [update] = done.compared?.filter(({ topic }) => topic === 'inventory.global.update') ?? []
  expect(update).toMatchObject({
    same: arrivals.filter((at) => at >= since && at < until).length,
    fresh: [],
    changed: [],
    gone: [],
  })
}, 120_000)

test('a folder that no run wrote is nothing to compare with: all would be new, and sent once more', async () => {
  const empty = join(folder, 'empty')
  mkdirSync(empty)
  await expect(reprocess(settings, 'inventory-aggregator', { published: empty })).rejects.toMatchObject({
    message: expect.stringMatching(/empty holds no output of inventory-aggregator$/),
    hint: '--published is the folder of a run, e.g. .dq/runs/inventory-aggregator/<case>',
  })
})

test('a topic that bronze does not keep, or not whole, is named with the way', async () => {
  await expect(reprocess(settings, 'inventory-aggregator', {})).rejects.toMatchObject({
    message: 'no ingest job keeps the records of order.status.changed',
    hint: 'give them as a file: --input order.status.changed=<file>',
  })
})
