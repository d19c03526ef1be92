import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSettings } from '../../src/cli/config.ts'
import { ingestResult } from '../../src/cli/ingest/ingest-result.ts'
import { checkLake } from '../../src/cli/lake/check.ts'
import { sampleTable, tableDiff } from '../../src/cli/lake/read-table.ts'
import { loadJob } from '../../src/cli/load-job.ts'
import { publishReprocessed } from '../../src/cli/reprocess/publish.ts'
import { type Reprocessed, reprocess } from '../../src/cli/reprocess/reprocess.ts'
import { openLake } from '../../src/cli/wiring/lake.ts'
import { openTableEngine } from '../../src/cli/wiring/table-engine.ts'
import { loadTable } from '../../src/lake/table/table.ts'
import { readDifferences } from '../../src/pipelines/reprocess/read-differences.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dq-reprocess-tables-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
cpSync(join(root, 'contracts'), join(folder, 'contracts'), { recursive: true })
rmSync(join(folder, 'contracts/policies'), { recursive: true, force: true })
writeFileSync(join(folder, 'dq.yaml'), 'version: 1\n')
const settings = loadSettings({}, { env: {}, cwd: () => folder })
const job = 'inventory-aggregator'
const tableOf = (output: string, part = '') => `reprocessed.${job}__${output}${part}`

const recorded = join(root, 'fixtures', job, 'uci-2010-12')
const lines = { topic: 'order.status.changed', path: join(recorded, 'input/order.status.changed.jsonl') }
const linesOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n')
const published = join(folder, 'published')
let made: Reprocessed

beforeAll(async () => {
  const input = [{ topic: 'inventory.events', path: join(recorded, 'input/inventory.events.jsonl') }]
  const done = await ingestResult('bronze-ingest', settings, { input, branch: 'main' })
  expect(done?.isBad).toBe(false)
  mkdirSync(published)
  for (const name of readdirSync(join(recorded, 'expected')))
    cpSync(join(recorded, 'expected', name), join(published, name))
  // Of updates the first was never published, the second otherwise, and one in vain; of stock the last row is another.
  const updates = join(published, 'inventory.global.update.jsonl')
  const [, second = '', ...rest] = linesOf(updates)
  const wrong = JSON.parse(second)
  const stray = { ...wrong, value: { ...wrong.value, update_id: 'nobody:1' } }
  const other = { ...wrong, value: { ...wrong.value, on_hand: wrong.value.on_hand + 1 } }
  writeFileSync(updates, `${[JSON.stringify(other), ...rest, JSON.stringify(stray)].join('\n')}\n`)
  const stock = join(published, 'inventory_global.jsonl')
  const all = linesOf(stock)
  const last = JSON.parse(all.at(-1) ?? '')
  const less = { ...last, value: { ...last.value, on_hand: last.value.on_hand - 1 } }
  writeFileSync(stock, `${[...all.slice(0, -1), JSON.stringify(less)].join('\n')}\n`)
  made = await reprocess(settings, job, { input: [lines], published, branch: 'fix', out: join(folder, 'out') })
}, 240_000)

test('a branch that is not there begins where bronze was read, with a table of rows and one of differences for each output', async () => {
  expect([made.onBranch?.branch, made.onBranch?.from]).toEqual(['fix', 'main'])
  expect(made.onBranch?.tables.map(({ table, differences, key }) => [table, differences, key])).toEqual([
    [tableOf('inventory_global'), tableOf('inventory_global', '__differences'), ['sku']],
    [tableOf('inventory_global_update'), tableOf('inventory_global_update', '__differences'), ['update_id']],
    [tableOf('inventory_anomaly'), tableOf('inventory_anomaly', '__differences'), ['anomaly_id']],
  ])
  const { catalog } = await openLake(settings)
  const main = await catalog.reference('main')
  expect(await catalog.mergeBase('main', 'fix')).toBe(main?.hash)
  expect((await catalog.entries('main')).map(({ key }) => key[0])).not.toContain('reprocessed')
})

test('dq table diff tells what was published from what comes out now, by key', async () => {
  const { table, snapshots, key } = made.onBranch!.tables[1]!
  const diff = await tableDiff(settings, table, [`fix#${snapshots.published}`, 'fix'], { key, sample: 3 })
  const { added, removed, changed, columns } = diff.rows
  expect({ added, removed, changed, columns }).toEqual({ added: 1, removed: 1, changed: 1, columns: { on_hand: 1 } })
  expect(diff.rows.sample.find(({ kind }) => kind === 'removed')?.from?.update_id).toBe('nobody:1')
})

test('differences come out of the table as the records that they are, value for value', async () => {
  const [lake, engine] = [await openLake(settings), await openTableEngine(settings)]
  try {
    const { contracts } = await loadJob(job, settings)
    for (const output of ['inventory.global.update', 'inventory_global', 'inventory.anomaly']) {
      const key = ['reprocessed', `${job}__${output.replaceAll('.', '_')}__differences`]
      const table = await loadTable(lake, 'fix', key)
      const found = await readDifferences({ lake, reader: engine.reader }, table, contracts.get(output)!)
      const own = made.compared?.find(({ topic }) => topic === output)
      const wanted = [
        ...[...(own?.fresh ?? []), ...(own?.changed ?? []).map(({ is }) => is)].sort((a, b) => a.line - b.line),
        ...(own?.gone ?? []),
      ].map(({ event }) => ({ key: event.key, value: event.value }))
      expect(found.map(({ key, value }) => ({ key, value }))).toEqual(wanted)
    }
  } finally {
    engine.close()
  }
})

test('these tables have the contracts of their outputs: checked, and shown', async () => {
  const { findings } = await checkLake(settings, 'fix')
  expect(findings.filter(({ message }) => message.includes('reprocessed'))).toEqual([])
  const sample = await sampleTable(settings, tableOf('inventory_global_update', '__differences'), {
    at: 'fix',
    limit: 10,
    where: "dq_change = 'gone'",
  })
  expect(sample.hasContract).toBe(true)
  expect(sample.rows.map(({ update_id, dq_change }) => [update_id, dq_change])).toEqual([['nobody:1', 'gone']])
})

test('what would be published is counted, and what nobody can take back is named', async () => {
  const { outputs } = await publishReprocessed(settings, job, { at: 'fix', 'dry-run': true })
  expect(outputs.map(({ output, meant, gone }) => [output, meant, gone])).toEqual([
    ['inventory_global', 1, []],
    ['inventory.global.update', 2, [{ update_id: 'nobody:1' }]],
    ['inventory.anomaly', 0, []],
  ])
  await expect(publishReprocessed(settings, job, { at: 'fix', 'dry-run': false })).rejects.toMatchObject({
    message: 'nothing says where to publish',
  })
  await expect(publishReprocessed(settings, job, { at: 'main', 'dry-run': true })).rejects.toMatchObject({
    message: `main has no differences of ${job}`,
  })
})

test('processed again onto the same branch, the tables hold the newer run alone', async () => {
  const again = await reprocess(settings, job, {
    input: [lines],
    published: join(recorded, 'expected'),
    branch: 'fix',
    out: join(folder, 'again'),
  })
  expect(again.onBranch?.from).toBeUndefined()
  const { outputs } = await publishReprocessed(settings, job, { at: 'fix', 'dry-run': true })
  expect(outputs.every(({ meant, gone }) => meant === 0 && gone.length === 0)).toBe(true)
}, 120_000)

test('without anything to compare with there are no differences, and so no tables', async () => {
  await expect(reprocess(settings, job, { input: [lines], branch: 'other' })).rejects.toMatchObject({
    message: 'nothing says what was published',
  })
})

test('where branches are protected, nothing is written to them, and nothing is published from others', async () => {
  const policies = join(folder, 'contracts/policies')
  mkdirSync(policies)
  writeFileSync(
    join(policies, 'branches.yaml'),
    'version: 1\nprotected: [prod]\npaths: [{ from: fix, to: prod, gates: [contracts], actors: [ana] }]\n',
  )
  await expect(reprocess(settings, job, { input: [lines], published, branch: 'prod' })).rejects.toMatchObject({
    message: expect.stringContaining('prod is a protected branch'),
  })
  await expect(publishReprocessed(settings, job, { at: 'fix', 'dry-run': true })).rejects.toMatchObject({
    message: 'fix is no protected branch: what was not promoted is not published',
    hint: 'dq promote fix prod, then --at prod',
  })
})
