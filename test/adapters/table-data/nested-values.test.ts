import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DuckDBConnection, DuckDBInstance } from '../../../src/adapters/duckdb.ts'
import { fileSource } from '../../../src/adapters/table-data/duckdb/file-source.ts'
import type { IcebergSchema, IcebergType } from '../../../src/lake/iceberg/types.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-nested-'))
let connection: DuckDBConnection
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})
afterAll(() => {
  connection.closeSync()
  rmSync(folder, { recursive: true, force: true })
})

const column = (type: IcebergType): IcebergSchema => ({
  kind: 'struct',
  schemaId: 0,
  identifierFieldIds: [],
  fields: [{ id: 1, name: 'x', required: false, type }],
})
const BINARY: IcebergType = { kind: 'binary' }
const MONEY: IcebergType = { kind: 'decimal', precision: 12, scale: 2 }
const list = (element: IcebergType): IcebergType => ({ kind: 'list', elementId: 2, element, elementRequired: false })
const map = (value: IcebergType): IcebergType => ({
  kind: 'map',
  keyId: 2,
  key: { kind: 'string' },
  valueId: 3,
  value,
  valueRequired: false,
})
const struct = (name: string, type: IcebergType): IcebergType => ({
  kind: 'struct',
  fields: [{ id: 2, name, required: false, type }],
})

let count = 0
async function read(type: IcebergType, x: string, sql: string, isExact: boolean) {
  const path = join(folder, `${count++}.jsonl`)
  writeFileSync(path, `{"x":${x}}\n`)
  const source = fileSource([path], column(type), isExact ? { exact: { types: new Map() } } : {})
  const rows = await connection.runAndReadAll(`SELECT ${sql} AS value FROM (${source.sql})`)
  return rows.getRowObjectsJson()[0]?.value
}

// RFC 4648: AP8B is 00 ff 01, AQE= is 01 01.
// biome-ignore format: one row a case
const cases: [what: string, type: IcebergType, x: string, sql: string, value: unknown][] = [
  ['bytes',                     BINARY,                             '"AP8B"',                  'hex(x)',                    '00FF01'],
  ['bytes in a list',           list(BINARY),                       '["AQE=",null,"AP8B"]',    'list_transform(x, lambda b: hex(b))', ['0101', null, '00FF01']],
  ['bytes in a record',         struct('wkb', BINARY),              '{"wkb":"AP8B"}',          'hex(x.wkb)',                '00FF01'],
  ['bytes in a map',            map(BINARY),                        '{"k":"AQE="}',            "hex(x['k'])",               '0101'],
  ['bytes further inside',      list(struct('wkb', list(BINARY))),  '[{"wkb":["AQE="]}]',      'hex(x[1].wkb[1])',          '0101'],
  ['no list',                   list(BINARY),                       'null',                    'x IS NULL',                 true],
  ['no record',                 struct('wkb', BINARY),              'null',                    'x IS NULL',                 true],
  ['a record without bytes',    struct('wkb', BINARY),              '{"wkb":null}',            'x IS NOT NULL AND x.wkb IS NULL', true],
  ['a decimal in a record',     struct('paid', MONEY),              '{"paid":"12.34"}',        'CAST(x.paid AS VARCHAR)',   '12.34'],
]

test.for(cases)('%s in JSON is what it says', async ([, type, x, sql, value]) => {
  expect(await read(type, x, sql, false)).toEqual(value)
  expect(await read(type, x, sql, true)).toEqual(value)
})

// biome-ignore format: one row a case
const rounded: [what: string, type: IcebergType, x: string][] = [
  ['a record', struct('paid', MONEY),       '{"paid":"1.005"}'],
  ['a list',   list(MONEY),                 '["1.00","1.005"]'],
  ['a map',    map(MONEY),                  '{"k":1.005}'],
  ['a list of records', list(struct('paid', MONEY)), '[{"paid":"1.005"}]'],
]

test.for(rounded)('a decimal inside of %s that a cast would round is refused, with the column', async ([, type, x]) => {
  await expect(read(type, x, 'x', true)).rejects.toThrow(/a row breaks the contract: "x" is no (struct|list|map)</)
})
