import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DuckDBConnection, DuckDBInstance } from '../../../../src/adapters/duckdb.ts'
import { readFooter, statisticsOf } from '../../../../src/adapters/table-data/parquet/footer.ts'
import { partialFile, type WantedParts } from '../../../../src/adapters/table-data/parquet/partial.ts'
import { valueFrom } from '../../../../src/lake/iceberg/single-value.ts'
import type { FileParts } from '../../../../src/lake/table/ports.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-partial-'))
const whole = join(folder, 'whole.parquet')
let connection: DuckDBConnection
let bytes: Buffer
const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson()

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run("SET TimeZone = 'UTC'")
  // Text that cannot be packed; a number that ascends, so that row groups have other bounds.
  await ask(`COPY (SELECT i AS id, md5(i::VARCHAR) AS noise, (i // 7)::DECIMAL(9, 2) AS price, TIMESTAMPTZ '2026-01-01' + INTERVAL (i) SECOND AS "at",
    {x: i, noise: md5((i + 1)::VARCHAR)} AS point, CASE WHEN i >= 60000 THEN 'late' END AS mark FROM range(100000) t(i))
    TO '${whole}' (FORMAT parquet, ROW_GROUP_SIZE 20480, FIELD_IDS {id: 1, noise: 2, price: 3, "at": 4, point: {__duckdb_field_id: 5, x: 6, noise: 7}, mark: 8})`)
  bytes = readFileSync(whole)
})
afterAll(() => {
  connection.closeSync()
  rmSync(folder, { recursive: true, force: true })
})

/** The file as if it lay elsewhere, and how much of it was fetched. */
function elsewhere(content: Buffer = bytes) {
  let fetched = 0
  let asked = 0
  const kept = new Map<string, string>()
  const parts: FileParts = {
    async bytes(start, end) {
      // What an object store answers to `Range: bytes=-5-99`.
      if (start < 0) throw new Error('InvalidRange')
      fetched += end - start
      asked++
      return content.subarray(start, end)
    },
    async kept(name, make) {
      const path = kept.get(name) ?? join(folder, `part-${kept.size}-${Math.random()}.parquet`)
      if (!kept.has(name)) await make(path)
      kept.set(name, path)
      return path
    },
  }
  return { parts, fetched: () => fetched, asked: () => asked }
}

const all: WantedParts = { columns: new Set([1, 2, 3, 4, 5, 8]), mayMatch: () => true, limit: undefined }
const footer = () => readFooter(bytes.subarray(-8 - bytes.readUInt32LE(bytes.length - 8), -8))

describe('the footer', () => {
  test('says of row groups and columns what DuckDB says of them', async () => {
    const theirs = await ask(
      `SELECT row_group_id, row_group_num_rows, num_values, stats_null_count, least(data_page_offset, coalesce(nullif(dictionary_page_offset, 0), data_page_offset)) AS first, total_compressed_size
       FROM parquet_metadata('${whole}') ORDER BY row_group_id, column_id`,
    )
    const ours = footer().groups.flatMap(({ rows, chunks }, group) =>
      chunks.map(({ values, nulls, spans: [span] }) => ({
        row_group_id: String(group),
        row_group_num_rows: String(rows),
        num_values: String(values),
        stats_null_count: String(nulls),
        first: String(span!.start),
        total_compressed_size: String(span!.end - span!.start),
      })),
    )
    expect(ours).toHaveLength(5 * 7)
    expect(ours).toEqual(theirs)
  })

  test('has bounds as Iceberg writes them, of inner columns too', () => {
    const { lowerBounds, upperBounds, nullCounts } = statisticsOf(footer().groups[1]!)
    const bound = (id: number, type: Parameters<typeof valueFrom>[0]) =>
      [lowerBounds, upperBounds].map((bounds) => valueFrom(type, bounds!.get(id)!))
    // The second group: rows 20480 to 40959; 20480 // 7 = 2925, 40959 // 7 = 5851.
    expect(bound(1, { kind: 'long' })).toEqual([20480n, 40959n])
    expect(bound(6, { kind: 'long' })).toEqual([20480n, 40959n])
    expect(bound(3, { kind: 'decimal', precision: 9, scale: 2 })).toEqual([292500n, 585100n])
    const start = BigInt(Date.UTC(2026, 0, 1)) * 1000n
    expect(bound(4, { kind: 'timestamptz' })).toEqual([start + 20480_000_000n, start + 40959_000_000n])
    expect(nullCounts!.get(8)).toBe(20480n)
  })
})

test('of the wanted row groups all columns are there, and the others are not', async () => {
  const { parts, fetched } = elsewhere()
  const mayMatch: WantedParts['mayMatch'] = ({ chunks }) =>
    BigInt(String(valueFrom({ kind: 'long' }, chunks[0]!.upper!))) >= 65_000n
  const path = await partialFile(parts, bytes.length, { ...all, mayMatch })
  // Groups of 20480 rows: those that end with 81919 and 99999.
  expect(await ask(`SELECT count(*) AS n, min(id) AS low FROM '${path}'`)).toEqual([{ n: '38560', low: '61440' }])
  const same = `SELECT count(*) AS n FROM (SELECT * FROM '${whole}' WHERE id >= 61440 EXCEPT ALL SELECT * FROM '${path}')`
  expect(await ask(same)).toEqual([{ n: '0' }])
  expect(await ask(`SELECT id FROM '${path}' WHERE noise = md5('70000')`)).toEqual([{ id: '70000' }])
  expect(fetched()).toBeLessThan(bytes.length * 0.5)
})

test('of the wanted columns alone all rows are there, inner columns too; another column is an error, never values', async () => {
  const { parts, fetched } = elsewhere()
  const path = await partialFile(parts, bytes.length, { ...all, columns: new Set([1, 3, 8]), mayMatch: undefined })
  const sums = 'count(*) AS n, sum(id)::VARCHAR AS ids, sum(price)::VARCHAR AS prices, count(mark) AS marks'
  expect(await ask(`SELECT ${sums} FROM '${path}'`)).toEqual(await ask(`SELECT ${sums} FROM '${whole}'`))
  expect(await ask(`SELECT id FROM '${path}' WHERE mark = 'late' AND id < 60002 ORDER BY id`)).toHaveLength(2)
  await expect(ask(`SELECT max(noise) FROM '${path}'`)).rejects.toThrow()
  await expect(ask(`SELECT max(point.x) FROM '${path}'`)).rejects.toThrow()
  expect(fetched()).toBeLessThan(bytes.length * 0.4)
  const inner = await partialFile(parts, bytes.length, {
    ...all,
    columns: new Set([5]),
    mayMatch: ({ start }) => start > 0,
    limit: 1,
  })
  expect(await ask(`SELECT point.noise = md5('1') AS same FROM '${inner}' LIMIT 1`)).toEqual([{ same: true }])
})

test('a few rows cost one row group, and the same question asks for nothing again', async () => {
  const { parts, fetched, asked } = elsewhere()
  const path = await partialFile(parts, bytes.length, { ...all, limit: 10 })
  expect(await ask(`SELECT count(*) AS n FROM '${path}'`)).toEqual([{ n: '20480' }])
  expect(fetched()).toBeLessThan(bytes.length * 0.25)
  const before = asked()
  expect(await partialFile(parts, bytes.length, { ...all, limit: 10 })).toBe(path)
  expect(asked()).toBe(before)
})

test('a filter that rules out every row group leaves a file without rows', async () => {
  const { parts } = elsewhere()
  const path = await partialFile(parts, bytes.length, { ...all, mayMatch: () => false })
  expect(await ask(`SELECT count(*) AS n FROM '${path}'`)).toEqual([{ n: '0' }])
})

// biome-ignore format: one row a case
const cases: readonly (readonly [of: string, content: () => Buffer, wanted: Partial<WantedParts>])[] = [
  ['a small file',                     () => bytes.subarray(0, 100_000),       { limit: 1 }],
  ['nearly all of a file',             () => bytes,                            {}],
  ['what is no Parquet',               () => Buffer.alloc(6_000_000, 'x'),     { limit: 1 }],
  ['a footer that nobody understands', () => Buffer.concat([bytes.subarray(0, -100), Buffer.alloc(92, 0xff), bytes.subarray(-8)]), { limit: 1 }],
]
test.for(cases)('%s is for the engine, whole', async ([, content, wanted]) => {
  const { parts } = elsewhere(content())
  expect(await partialFile(parts, content().length, { ...all, ...wanted })).toBeUndefined()
})

test('a file without field ids is for the engine, whole', async () => {
  const plain = join(folder, 'plain.parquet')
  await ask(`COPY (SELECT i AS id, md5(i::VARCHAR) AS noise FROM range(200000) t(i)) TO '${plain}' (FORMAT parquet)`)
  const content = readFileSync(plain)
  const { parts } = elsewhere(content)
  expect(await partialFile(parts, content.length, { ...all, limit: 1 })).toBeUndefined()
})

test('holes of a part take no place on the disk', async () => {
  const { parts, fetched } = elsewhere()
  const path = await partialFile(parts, bytes.length, { ...all, limit: 1 })
  const copied = join(folder, 'copied.parquet')
  copyFileSync(path!, copied)
  const { blocks, size } = statSync(path!)
  expect(size).toBeGreaterThan(bytes.length * 0.9)
  expect(blocks * 512).toBeLessThan(fetched() + 200_000)
})
