import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileInput } from '../../src/cli/ingest/file-input.ts'
import { needsFreshBuild, repo } from '../built.ts'
import { ITEMS, itemLines, text } from './changes.ts'
import { query, settingsIn } from './lake.ts'

const RECORDS = 300_000
const folder = mkdtempSync(join(tmpdir(), 'dq-stop-'))
const [first] = itemLines(1)
const messages = join(folder, 'items.ndjson')
const events = join(folder, 'items.jsonl')

beforeAll(() => {
  needsFreshBuild()
  writeFileSync(messages, `${JSON.stringify(first!.value)}\n`.repeat(RECORDS))
  const [before, after] = text([first!]).split('"offset":0')
  writeFileSync(events, Array.from({ length: RECORDS / 3 }, (_, i) => `${before}"offset":${i}${after}`).join(''))
})
afterAll(() => rmSync(folder, { recursive: true }))

test.for([
  ['messages', messages, RECORDS],
  ['events', events, RECORDS / 3],
] as const)('while a file of %s is read, signals are heard', async ([, path, records]) => {
  const source = await fileInput(ITEMS, path)
  let [read, heard] = [0, Number.NaN]
  const timer = setTimeout(() => {
    heard = read
  }, 1)
  for await (const batch of source.read(new Map())) read += batch.length
  clearTimeout(timer)
  await source.close()
  expect(read).toBe(records)
  expect(heard).toBeLessThan(records)
})

test('an ingest of a large file ends soon after SIGTERM, with what it has taken committed and exit code 0', async () => {
  const settings = settingsIn(folder)
  const args = ['run', 'bronze-ingest', '--input', `${ITEMS}=${messages}`, '--format', 'json']
  const child = spawn(process.execPath, [join(repo, 'bin/run.js'), ...args], {
    cwd: repo,
    env: { ...process.env, NODE_ENV: 'production', DQ_STATE_DIR: settings.stateDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = textOf(child.stdout)
  const ended = once(child, 'close')
  // The table is made before anything is read.
  while (child.exitCode === null && globSync('lake/**/*.metadata.json', { cwd: settings.stateDir }).length === 0)
    await sleep(20)
  await sleep(200)
  const told = performance.now()
  child.kill('SIGTERM')
  const [code] = await ended
  // On a quiet machine it takes half a second, most of it for the files of the commit.
  expect(performance.now() - told).toBeLessThan(8000)
  const { end, topics } = JSON.parse(await said)
  expect([code, end, topics[ITEMS].untied]).toEqual([0, 'stopped', 0])
  expect(topics[ITEMS].in).toBeLessThan(RECORDS)
  const [rows] = await query(settings, ['bronze.order_items'], 'SELECT count(*)::INTEGER AS n FROM bronze_order_items')
  expect(rows?.n).toBe(topics[ITEMS].rows)
})
