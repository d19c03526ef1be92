import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { duckdbReader } from '../../../src/adapters/table-data/duckdb-reader.ts'
import { diskFiles, pathOf } from '../../../src/adapters/table-files/disk.ts'
import { parseFilter } from '../../../src/lake/scan/filter.ts'
import { forCounting, scanTable } from '../../../src/lake/scan/scan.ts'
import { createTable, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, everyType, everyTypeRows, openLake } from '../table/lake.ts'

/* One file of 260,000 rows of every type in three row groups, read as if it lay elsewhere. */
const folder = mkdtempSync(join(tmpdir(), 'dq-parts-'))
const key = ['b', 'large']
let own: Awaited<ReturnType<typeof openLake>>
let fetched = 0
let size = 0
let parted: ReturnType<typeof duckdbReader>

beforeAll(async () => {
  own = await openLake(folder)
  await createTable(own.lake, {
    branch: 'main',
    key,
    columns: everyType,
    partitionBy: [],
    message: 'create',
    ...AUTHOR,
  })
  const { metadata } = await own.change(key, everyTypeRows(0, 260_000))
  size = Number(metadata.current?.summary['total-files-size'])
  let kept = 0
  const files = {
    ...diskFiles,
    parts: async (url: string) => ({
      async bytes(start: number, end: number) {
        fetched += end - start
        return readFileSync(pathOf(url)).subarray(start, end)
      },
      async kept(_: string, make: (path: string) => Promise<void>) {
        const path = join(folder, `part-${kept++}.parquet`)
        await make(path)
        return path
      },
    }),
  }
  parted = duckdbReader({ connection: own.connection, files })
}, 120_000)
afterAll(() => {
  own.connection.closeSync()
  rmSync(folder, { recursive: true, force: true })
})

// The row groups have ids 0–122879, 122880–245759 and the rest; all columns ascend with the id, but region, is_even and what is the same everywhere.
// biome-ignore format: one row a case
const filters: [filter: string, rows: number, share: number][] = [
  ['id >= 250000',                                         10_000, 0.2],
  ['id = 130000',                                               1, 0.6],
  ['id in (5, 259999)',                                         2, 0.7],
  ['id < 0',                                                    0, 0.05],
  ['id is null',                                                0, 0.05],
  ['amount > 262000.00',                                      594, 0.2],
  ["day >= '2600-01-01'",                                   29895, 0.6],
  ["at < '1970-01-01'",                                         4, 0.6],
  ['point.x >= 259999',                                         1, 0.2],
  ["ref = '00000000-0000-4000-8000-000000250000'",              1, 1.1],
  ['big >= 259000000000000000000000.000000000',              1000, 0.2],
  ['ratio >= 129999.5',                                         1, 0.2],
  ["region = 'zz'",                                             0, 0.05],
  ['region is null and id > 259990',                            1, 0.2],
  ["local > '2020-02-29 23:59:59.999999'",                      0, 0.05],
  ["clock < '10:00:00.5'",                                      0, 0.05],
  ['is_even = false and id < 10',                               5, 0.6],
]
test.for(filters)(
  '%s: all rows, of the row groups that may have one',
  { timeout: 60_000 },
  async ([filter, rows, share]) => {
    const { metadata } = await loadTable(own.lake, 'main', key)
    // The file's own bounds rule nothing out: only its parts do.
    const all = await scanTable(own.lake, metadata)
    const scan = { ...all, filter: (await scanTable(own.lake, metadata, parseFilter(filter))).filter }
    fetched = 0
    const { sql } = await parted.source(scan)
    expect(fetched / size).toBeLessThan(share)
    const whole = (await own.reader.source(scan)).sql
    const [row] = await own.reader.rows(
      `SELECT (SELECT count(*) FROM (${sql})) AS n, (SELECT count(*) FROM ((${whole}) EXCEPT ALL (${sql}))) AS missing`,
    )
    expect([Number(row?.n), Number(row?.missing)]).toEqual([rows, 0])
    fetched = 0
    const counted = await parted.source(forCounting(scan))
    expect(Number((await own.reader.rows(`SELECT count(*) AS n FROM (${counted.sql})`))[0]?.n)).toBe(rows)
    expect(fetched / size).toBeLessThan(0.3)
  },
)
