import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { replayRejected } from '../../src/cli/ingest/replay.ts'
import { ingestFiles } from '../../src/cli/ingest/run-files.ts'
import { openLake } from '../../src/cli/wiring/lake.ts'
import { untied } from '../../src/pipelines/ingest/counts.ts'
import { ITEMS, itemLines, type Line, olistFile, snapshotLines, text } from './changes.ts'
import { bronzeIngest, query, settingsIn } from './lake.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-ingest-'))
afterAll(() => rmSync(folder, { recursive: true }))

let count = 0
function newLake() {
  const settings = settingsIn(mkdtempSync(join(folder, 'lake-')))
  const file = (lines: string | Uint8Array, ending = 'jsonl'): string => {
    const path = join(folder, `${count++}.${ending}`)
    writeFileSync(path, lines)
    return path
  }
  const take = async (topic: string, path: string, flags: { readonly commitRows?: number } = {}) => {
    const report = await ingestFiles(await bronzeIngest(settings), settings, { ...flags, input: [{ topic, path }] })
    const [route] = report.routes
    expect(untied(route!.counts)).toBe(0)
    return { ...route!, counts: { ...route!.counts, rejected: Object.fromEntries(route!.counts.rejected) } }
  }
  return { settings, file, take }
}

/** Orders of a day: fewer partitions, and so files. */
const ofDay = (lines: readonly Line[], day: string): readonly Line[] =>
  lines.filter(({ arrival }) => arrival.startsWith(day))

test.for(['bronze.orders', 'bronze.order_items', 'bronze.payments'])(
  'real changes, in numbers and base64, become the rows of %s that DuckDB made of the same data',
  { timeout: 60_000 },
  async (table) => {
    const { settings, file, take } = newLake()
    const lines = ofDay(snapshotLines(table), '2017-03-08')
    const { counts } = await take(lines[0]!.topic, file(text(lines)))
    expect(counts).toMatchObject({ in: lines.length, rows: lines.length })
    const name = table.replace('.', '_')
    const csv = `(SELECT * FROM read_csv('${olistFile(table)}') WHERE CAST(kafka_timestamp AS DATE) = DATE '2017-03-08')`
    // Times of the CSV have no zone: they are UTC, as the session is.
    const [compared] = await query(
      settings,
      [table],
      `WITH made AS (SELECT * FROM ${name}), wanted AS (SELECT ${(await columns(settings, table)).join(', ')} FROM ${csv})
       SELECT (SELECT count(*) FROM made)::INTEGER AS rows,
         (SELECT count(*) FROM (FROM made EXCEPT ALL FROM wanted))::INTEGER AS more,
         (SELECT count(*) FROM (FROM wanted EXCEPT ALL FROM made))::INTEGER AS less`,
    )
    expect(compared).toEqual({ rows: lines.length, more: 0, less: 0 })
  },
)

/** The columns of a table, each cast from what a CSV has. */
async function columns(settings: ReturnType<typeof settingsIn>, table: string): Promise<readonly string[]> {
  const described = await query(settings, [table], `DESCRIBE SELECT * FROM ${table.replace('.', '_')}`)
  return described.map(({ column_name: name, column_type: type }) => `CAST(${name} AS ${type}) AS ${name}`)
}

test('a file again takes nothing; one that went on takes what is new; gzip, plain and another name are one', async () => {
  const { settings, file, take } = newLake()
  const lines = itemLines(60)
  expect((await take(ITEMS, file(text(lines.slice(0, 40))), { commitRows: 7 })).commits).toBeGreaterThan(3)
  expect((await take(ITEMS, file(gzipSync(text(lines.slice(0, 40))), 'jsonl.gz'))).counts).toMatchObject({
    in: 40,
    rows: 0,
    duplicates: 40,
  })
  expect((await take(ITEMS, file(text(lines)))).counts).toMatchObject({ in: 60, duplicates: 40, rows: 18 })
  const [sums] = await query(
    settings,
    ['bronze.order_items', 'bronze.quarantine'],
    `SELECT (SELECT count(DISTINCT (kafka_partition, kafka_offset)) FROM bronze_order_items)::INTEGER AS rows,
      (SELECT count(*) FROM bronze_order_items)::INTEGER AS all_rows, (SELECT count(*) FROM bronze_quarantine)::INTEGER AS rejected`,
  )
  // 60 records: 54 are rows; of the six others two are null.
  expect(sums).toEqual({ rows: 54, all_rows: 54, rejected: 4 })
})

test('only the table of the input is made, and that of rejected records with the first of them; looking for some makes none', async () => {
  const { settings, file, take } = newLake()
  const tables = async () =>
    (await (await openLake(settings)).catalog.entries('main')).flatMap(({ key, content }) =>
      content.kind === 'table' ? [key.join('.')] : [],
    )
  const replayed = async () => (await replayRejected(await bronzeIngest(settings), settings, {})).routes
  expect([await replayed(), await tables()]).toEqual([[], []])
  // The first record that is rejected is the 20th.
  await take(ITEMS, file(text(itemLines(10))))
  expect([await replayed(), await tables()]).toEqual([[], ['bronze.order_items']])
  await take(ITEMS, file(text(itemLines(40))))
  expect([(await replayed()).length, await tables()]).toEqual([1, ['bronze.order_items', 'bronze.quarantine']])
})

test('what no row is made of is kept as it came, with the reason, in the commit that passed it by', async () => {
  const { settings, file, take } = newLake()
  const lines = itemLines(40)
  const { counts, commits } = await take(ITEMS, file(`${text(lines)}no record\n`))
  expect(counts.rejected).toEqual({ drift: 1, output: 1, truncate: 1, unreadable: 1 })
  expect(commits).toBe(1)
  const rows = await query(
    settings,
    ['bronze.quarantine'],
    'SELECT reason, path, kafka_offset::INTEGER AS at, decode(record) AS record FROM bronze_quarantine ORDER BY kafka_offset, reason',
  )
  expect(rows.map(({ reason, path, at }) => [reason, path, at])).toEqual([
    ['drift', '/after/coupon', 19],
    ['output', '/order_item_id', 29],
    ['truncate', '/op', 39],
    // Its line: it says no offset.
    ['unreadable', '', 41],
  ])
  expect(JSON.parse(String(rows[0]?.record))).toEqual(lines[19]?.value)
  const lake = await openLake(settings)
  const [last] = await lake.catalog.log('main')
  expect(last?.changed.map((key) => key.join('.'))).toEqual(['bronze.order_items', 'bronze.quarantine'])
})

test('messages without positions are numbered; other records under the same offsets are refused', async () => {
  const { file, take } = newLake()
  const messages = itemLines(8).map(({ value }) => `${JSON.stringify(value)}\n`)
  const path = file(messages.join(''), 'ndjson')
  expect((await take(ITEMS, path)).counts).toMatchObject({ in: 8, rows: 8 })
  expect((await take(ITEMS, path)).counts).toMatchObject({ rows: 0, duplicates: 8 })
  const other = file(messages.toReversed().join(''), 'ndjson')
  await expect(take(ITEMS, other)).rejects.toThrow(/is not the one that bronze.order_items has/)
})

test('two runs at once: each record once, whoever commits it', { timeout: 60_000 }, async () => {
  const { settings, file } = newLake()
  const path = file(text(itemLines(300)))
  const loaded = await bronzeIngest(settings)
  const run = () => ingestFiles(loaded, settings, { commitRows: 30, input: [{ topic: ITEMS, path }] })
  // Both make the tables where they begin at once, and one is told that they are there.
  await ingestFiles(loaded, settings, { input: [{ topic: ITEMS, path: file(text(itemLines(1))) }] })
  const reports = await Promise.all([run(), run()])
  for (const { routes } of reports) expect(untied(routes[0]!.counts)).toBe(0)
  expect(reports.map(({ routes }) => routes[0]!.counts.rows).reduce((a, b) => a + b)).toBe(269)
  const [sums] = await query(
    settings,
    ['bronze.order_items', 'bronze.quarantine'],
    `SELECT (SELECT count(*) FROM bronze_order_items)::INTEGER AS rows,
      (SELECT count(DISTINCT kafka_offset) FROM bronze_order_items)::INTEGER AS offsets, (SELECT count(*) FROM bronze_quarantine)::INTEGER AS rejected`,
  )
  expect(sums).toEqual({ rows: 270, offsets: 270, rejected: 22 })
})
