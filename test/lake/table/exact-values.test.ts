import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WantedType } from '../../../src/lake/iceberg/from-contract.ts'
import { parseTransform } from '../../../src/lake/iceberg/partition-spec.ts'
import { liveEntries } from '../../../src/lake/table/snapshot.ts'
import { createTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, column, openLake } from './lake.ts'

let folder: string
let own: Awaited<ReturnType<typeof openLake>>
let tables = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dq-exact-'))
  own = await openLake(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function tableOf(type: WantedType, transform?: string): Promise<readonly string[]> {
  const key = ['bronze', `t${tables++}`]
  const partitionBy = transform === undefined ? [] : [{ column: 'value', transform: parseTransform(transform) }]
  await createTable(own.lake, {
    branch: 'main',
    key,
    columns: [column('value', type)],
    partitionBy,
    message: 'create',
    ...AUTHOR,
  })
  return key
}

// Hours by hand: 2,932,896 days from 1970 to 10000-01-01 are 70,389,504 hours; the microsecond before is in the hour before that.
// Truncation: table specification, "Truncate Transform Details": v - (((v % W) + W) % W), of a decimal by its unscaled value.
// biome-ignore format: one row a case
test.each<[transform: string, type: WantedType, sql: string, value: unknown]>([
  ['hour',         { kind: 'timestamp' },                        "TIMESTAMP '9999-12-31 23:59:59.999999'",      70_389_527],
  ['hour',         { kind: 'timestamptz' },                      "TIMESTAMPTZ '1969-12-31 22:59:59.999999+00'", -2],
  ['truncate[50]', { kind: 'decimal', precision: 9, scale: 2 },  '10.65::DECIMAL(9, 2)',                        1050n],
  ['truncate[50]', { kind: 'decimal', precision: 9, scale: 2 },  '-0.01::DECIMAL(9, 2)',                        -50n],
  ['truncate[3]',  { kind: 'decimal', precision: 38, scale: 9 }, '-99999999999999999999999999999.999999998::DECIMAL(38, 9)', -99_999_999_999_999_999_999_999_999_999_999_999_999n],
  ['truncate[2]',  { kind: 'binary' },                           "unhex('FE00FF')",                             Uint8Array.of(0xfe, 0)],
  ['truncate[2]',  { kind: 'binary' },                           "unhex('FE')",                                 Uint8Array.of(0xfe)],
])('%s of %o %s is exact', async (transform, type, sql, value) => {
  const key = await tableOf(type, transform)
  const { metadata } = await own.change(key, `SELECT ${sql} AS value`)
  const [entry] = await liveEntries(own.lake, metadata)
  expect(entry?.file.partition.get(1000)).toEqual(value)
  expect((await own.read(key)).rows).toHaveLength(1)
})

test('a filter finds bytes by their hexadecimal text, and reads only the files that may have them', async () => {
  const key = await tableOf({ kind: 'binary' })
  const long = 'FF'.repeat(20)
  for (const value of ['00FF', 'FE00FF', `${long}00`]) await own.change(key, `SELECT unhex('${value}') AS value`)
  // biome-ignore format: one row a case
  const asked: [filter: string, rows: number, files: number][] = [
    ["value = 'fe00ff'",       1, 1],
    ["value < 'FE'",           1, 1],
    ["value >= 'FE00FF'",      2, 2],
    [`value > '${long}'`,      1, 1],
    [`value = '${long}01'`,    0, 1],
    ["value in ('00FF', '01')", 1, 1],
  ]
  for (const [filter, rows, files] of asked) {
    const found = await own.read(key, filter)
    expect([filter, found.rows.length, found.scan.files.length]).toEqual([filter, rows, files])
  }
  await expect(own.read(key, "value = 'F'")).rejects.toThrow('"F" is no value of value')
})

test('a filter on numbers rules files out by their greatest, unless NaN may be above it', async () => {
  const key = await tableOf({ kind: 'double' })
  await own.change(key, 'SELECT unnest([1.5, 2.5])::DOUBLE AS value')
  await own.change(key, "SELECT unnest([1.5::DOUBLE, 'nan'::DOUBLE]) AS value")
  await own.change(key, 'SELECT 9.5::DOUBLE AS value')
  // NaN is above every number, and equal to none.
  // biome-ignore format: one row a case
  const asked: [filter: string, rows: number, files: number][] = [
    ['value > 9',  2, 2],
    ['value >= 9', 2, 2],
    ['value = 9.5', 1, 1],
    ['value < 1',  0, 0],
    ['value = 3',  0, 0],
  ]
  for (const [filter, rows, files] of asked) {
    const found = await own.read(key, filter)
    expect([filter, found.rows.length, found.scan.files.length]).toEqual([filter, rows, files])
  }
})

test('infinity and NaN as partitions are found, and every other filter leaves them out', async () => {
  const key = await tableOf({ kind: 'double' }, 'identity')
  await own.change(key, "SELECT unnest(['-inf', '-1.5', '2.5', 'inf', 'nan', NULL])::DOUBLE AS value")
  // biome-ignore format: one row a case
  const asked: [filter: string, values: unknown[]][] = [
    ['value > 1',     [2.5, 'Infinity', 'NaN']],
    ['value < 1',     ['-Infinity', -1.5]],
    ['value = 2.5',   [2.5]],
    ['value is null', [null]],
  ]
  for (const [filter, values] of asked)
    expect([filter, (await own.read(key, filter)).rows.map(({ value }) => value)]).toEqual([filter, values])
})

test('rows are not written to a column of fixed length: the file would not have one, and other engines could not read it', async () => {
  const key = await tableOf({ kind: 'fixed', length: 4 })
  await expect(own.change(key, "SELECT unhex('00000000') AS value")).rejects.toThrow('value is a fixed[4]')
})
