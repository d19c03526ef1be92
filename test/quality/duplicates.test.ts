import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, expect, test } from 'vitest'
import { openDuckdb } from '../../src/adapters/quality-engine/duckdb.ts'
import type { QualityEngine } from '../../src/quality/ports.ts'
import { readSuite } from '../../src/quality/read-suite.ts'
import { runSuite } from '../../src/quality/run-suite.ts'

/* Uniqueness is proven by fingerprints where they differ, and decided by the keys themselves where they do not. */
const folder = mkdtempSync(join(tmpdir(), 'dq-duplicates-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function tableOf(sql: string): Promise<QualityEngine> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`COPY (${sql}) TO '${join(folder, 'keys.parquet')}'`)
  connection.closeSync()
  return openDuckdb({ data: join(folder, 'keys.parquet'), threads: 1 })
}

async function judged(engine: QualityEngine, ...keys: readonly string[]) {
  const [type, kwargs] =
    keys.length === 1
      ? ['expect_column_values_to_be_unique', { column: keys[0] }]
      : ['expect_compound_columns_to_be_unique', { column_list: keys }]
  const { suite } = readSuite('s.json', JSON.stringify({ name: 's', expectations: [{ type, kwargs }] }))
  const { results, meta } = await runSuite(suite!, engine)
  return {
    count: results[0]?.result.unexpected_count,
    queries: meta.sql.length,
    list: results[0]?.result.partial_unexpected_list,
  }
}

// Three rows of which two are equal, the third is not: 2 unexpected.
// biome-ignore format: one row a type
const types: [type: string, one: string, other: string][] = [
  ['BOOLEAN',                  'true',                              'false'],
  ['INTEGER',                  '7',                                 '8'],
  ['BIGINT',                   '9007199254740993',                  '9007199254740992'],
  ['DOUBLE',                   '0.1',                               '0.2'],
  ['FLOAT',                    '0.1',                               '0.2'],
  ['DECIMAL(12,2)',            '10.10',                             '10.11'],
  ['VARCHAR',                  "'order-1-1'",                       "'order-1-2'"],
  ['VARCHAR',                  "''",                                "' '"],
  ['UUID',                     "'00000000-0000-0000-0000-000000000001'", "'00000000-0000-0000-0000-000000000002'"],
  ['BLOB',                     "'\\x00'",                           "'\\x00\\x00'"],
  ['DATE',                     "'2017-01-31'",                      "'2017-02-01'"],
  ['TIME',                     "'10:00:00'",                        "'10:00:01'"],
  ['TIMESTAMP',                "'2017-01-31 10:00:00'",             "'2017-01-31 10:00:00.000001'"],
  ['TIMESTAMP WITH TIME ZONE', "'2017-01-31 10:00:00+00'",          "'2017-01-31 10:00:01+00'"],
  ['INTEGER[]',                '[1, 2]',                            '[2, 1]'],
]

test.for(types)('%s: %s is found twice, %s once', async ([type, one, other]) => {
  const engine = await tableOf(
    `SELECT CAST(unnest([${one}, ${other}, ${one}]) AS ${type}) AS k`.replace(/unnest\(\[(\[.*\])\]\)/, 'unnest([$1])'),
  )
  const found = await judged(engine, 'k')
  await engine.close()
  expect(found.count).toBe(2)
})

test('0.0 and −0.0 are one key, and so are all NaN', async () => {
  const engine = await tableOf("SELECT unnest([0.0::DOUBLE, -0.0::DOUBLE, 'nan'::DOUBLE, -('nan'::DOUBLE), 1.0]) AS k")
  expect((await judged(engine, 'k')).count).toBe(4)
  await engine.close()
})

test('what is unique needs no grouping by the keys', async () => {
  const engine = await tableOf("SELECT 'order-' || i AS id, i // 2 AS n, i % 2 AS m FROM range(10000) AS t(i)")
  expect(await judged(engine, 'id')).toMatchObject({ count: 0, queries: 2 })
  expect(await judged(engine, 'n', 'm')).toMatchObject({ count: 0, queries: 2 })
  expect(await judged(engine, 'n')).toMatchObject({ count: 10000, queries: 4 })
  await engine.close()
})

test('keys that share a fingerprint are not taken for one', async () => {
  const engine = await tableOf("SELECT 'order-' || i AS id FROM range(100) AS t(i)")
  const colliding = { ...engine, dialect: { ...engine.dialect, fingerprint: () => '1' } }
  expect(await judged(colliding, 'id')).toMatchObject({ count: 0, queries: 3 })
  await engine.close()
})

test('a key that is called as our own names are', async () => {
  const engine = await tableOf('SELECT unnest([1, 1, 2]) AS "Occurrences", unnest([1, 1, 2]) AS n')
  expect((await judged(engine, 'Occurrences')).list).toEqual([1, 1])
  expect((await judged(engine, 'n', 'Occurrences')).count).toBe(2)
  await engine.close()
})
