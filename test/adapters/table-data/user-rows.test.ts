import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DuckDBConnection, DuckDBInstance } from '../../../src/adapters/duckdb.ts'
import { judgedRows } from '../../../src/adapters/table-data/duckdb/judged-rows.ts'
import { userRows } from '../../../src/adapters/table-data/duckdb/user-rows.ts'
import type { AvroField, AvroSchema } from '../../../src/contracts/avro/schema.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import { wantedColumns, withIds } from '../../../src/lake/iceberg/from-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-user-rows-'))
let connection: DuckDBConnection
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run("SET TimeZone = 'UTC'")
})
afterAll(() => {
  connection.closeSync()
  rmSync(folder, { recursive: true, force: true })
})

const nullable = (type: AvroSchema): AvroSchema =>
  ({ kind: 'union', branches: [{ kind: 'null' }, type] }) as unknown as AvroSchema
const field = (name: string, type: unknown, aliases: readonly string[] = []) =>
  ({ name, type, aliases }) as unknown as AvroField
const sku = {
  kind: 'record',
  fullName: 'Line',
  fields: [field('sku', { kind: 'string' }), field('n', { kind: 'int' })],
}
const schemaOf = {
  kind: 'record',
  fullName: 'Order',
  fields: [
    field('order_id', { kind: 'string' }),
    field('amount', { kind: 'int' }, ['total']),
    field('day', nullable({ kind: 'int', logical: { name: 'date' } } as AvroSchema)),
    field('lines', nullable({ kind: 'array', items: sku } as unknown as AvroSchema)),
    field('photo', nullable({ kind: 'bytes' } as AvroSchema)),
  ],
}
const contract = {
  name: 'bronze.orders',
  schema: schemaOf,
  fields: [
    { name: 'order_id', constraints: { minLength: 2 } },
    { name: 'amount', constraints: { minimum: 0 } },
  ],
} as unknown as Contract
let last = 0
const fields = withIds(wantedColumns(contract.schema), () => ++last)
const schema = { kind: 'struct', schemaId: 0, identifierFieldIds: [], fields } as const

const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson()
let count = 0
const file = (text: string | Buffer, ending: string): string => {
  const path = join(folder, `${count++}${ending}`)
  writeFileSync(path, text)
  return path
}
const request = (files: readonly string[], allowUnknown = false) => ({ files, schema, contract, allowUnknown })

describe('fields that the table has no place for', () => {
  // biome-ignore format: one row a case
  const cases: readonly (readonly [ending: string, text: string | Buffer])[] = [
    ['.jsonl',    '{"order_id": "o-1", "amount": 1}\n{"order_id": "o-2", "amount": 2, "oder_id": 3}\n'],
    ['.jsonl.gz', gzipSync('{"order_id": "o-1", "amount": 1}\n{"order_id": "o-2", "amount": 2, "oder_id": 3}\n')],
    ['.json',     '[{"order_id": "o-1", "amount": 1}, {"order_id": "o-2", "amount": 2, "oder_id": 3}]'],
    ['.csv',      'order_id,amount,oder_id\no-1,1,\no-2,2,3\n'],
  ]
  test.for(cases)(
    '%s: are told, with what was meant, also when only a late row has one; left out when that is wished',
    async ([ending, text]) => {
      const path = file(text, ending)
      await expect(userRows(ask, request([path]))).rejects.toThrow(
        'a field "oder_id" that bronze.orders has not (did you mean "order_id"?)',
      )
      const { sql } = await userRows(ask, request([path], true))
      expect(await ask(`SELECT order_id, amount::INT AS amount FROM (${sql}) ORDER BY order_id`)).toEqual([
        { order_id: 'o-1', amount: 1 },
        { order_id: 'o-2', amount: 2 },
      ])
    },
  )
})

describe('an earlier name of a column', () => {
  // biome-ignore format: one row a case
  const cases: readonly (readonly [ending: string, text: string])[] = [
    ['.jsonl', '{"order_id": "o-1", "total": 1}\n{"order_id": "o-2", "amount": 2}\n{"order_id": "o-3", "amount": 3, "total": 9}\n'],
    ['.csv',   'order_id,total,amount\no-1,1,\no-2,,2\no-3,9,3\n'],
  ]
  test.for(cases)('%s: is read; the present one goes first', async ([ending, text]) => {
    const path = file(text, ending)
    const { sql } = await userRows(ask, request([path]))
    expect(await ask(`SELECT order_id, amount::INT AS amount FROM (${sql}) ORDER BY order_id`)).toEqual([
      { order_id: 'o-1', amount: 1 },
      { order_id: 'o-2', amount: 2 },
      { order_id: 'o-3', amount: 3 },
    ])
    const { good, badRows } = await judgedRows(ask, request([path]), join(folder, 'none.jsonl'))
    expect(await ask(`SELECT sum(amount)::INT AS sum FROM (${good.sql})`)).toEqual([{ sum: 6 }])
    expect([badRows, existsSync(join(folder, 'none.jsonl'))]).toEqual([0n, false])
  })

  test('alone in a file of CSV it is read too', async () => {
    const { sql } = await userRows(ask, request([file('order_id,total\no-1,1\n', '.csv')]))
    expect(await ask(`SELECT order_id, amount::INT AS amount FROM (${sql})`)).toEqual([{ order_id: 'o-1', amount: 1 }])
  })
})

test('each row is judged by itself: the bad ones are put aside with file, line and every reason, the others are as they always are', async () => {
  const path = file(
    [
      '{"order_id": "o-1", "amount": 1, "day": "2026-11-22", "lines": [{"sku": "a", "n": 1}], "photo": "aGk="}',
      '',
      '{"order_id": "o", "amount": -1}',
      '{"order_id": "o-3", "amount": "many", "day": "2026-13-22"}',
      '{"order_id": null, "amount": 4}',
      '{"order_id": "o-5", "amount": 5, "lines": [{"sku": "a", "n": "q"}]}',
      '{"order_id": "o-6", "amount": 6, "photo": "%%%"}',
      '{"order_id": "o-7", "amount": 7, "oder_id": 1}',
      '{"order_id": "o-8", "amount":',
      '[1, 2]',
      '{"order_id": "o-10", "amount": "10", "lines": null}',
    ].join('\n'),
    '.jsonl',
  )
  const bad = join(folder, 'bad.jsonl')
  const judged = await judgedRows(ask, request([path]), bad)
  expect(await ask(`SELECT order_id, amount, lines, photo FROM (${judged.good.sql}) ORDER BY amount`)).toEqual([
    { order_id: 'o-1', amount: 1, lines: [{ sku: 'a', n: 1 }], photo: 'hi' },
    { order_id: 'o-10', amount: 10, lines: null, photo: null },
  ])
  const letters = readFileSync(bad, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(letters.map(({ line, reasons }) => [line, reasons])).toEqual([
    [3, ['"order_id" is shorter than 2', '"amount" is below 0']],
    [4, ['"amount" is no int', '"day" is no date']],
    [5, ['"order_id" is required, and the row has none']],
    [6, ['"lines" is no list<struct<sku: string, n: int>>']],
    [7, ['"photo" is no binary']],
    [8, ['a field "oder_id" that bronze.orders has not (did you mean "order_id"?)']],
    [9, ['no JSON object']],
    [10, ['no JSON object']],
  ])
  expect(letters[0]).toMatchObject({ file: path, row: { order_id: 'o', amount: -1 } })
  expect(letters[6].row).toBe('{"order_id": "o-8", "amount":')
  expect([judged.badRows, judged.bad.find(({ reason }) => reason === 'no JSON object')?.rows]).toEqual([8n, 2n])
})

test('rows of CSV and Parquet are judged too', async () => {
  const csv = file('order_id,amount\no-1,1\no,x\n', '.csv')
  const parquet = join(folder, 'rows.parquet')
  await ask(`COPY (SELECT * FROM (VALUES ('o-1', 1), ('o-2', -2), (NULL, 3)) t(order_id, amount)) TO '${parquet}'`)
  const ofCsv = await judgedRows(ask, request([csv]), join(folder, 'csv-bad.jsonl'))
  expect(ofCsv.bad.map(({ reason }) => reason)).toEqual(['"amount" is no int', '"order_id" is shorter than 2'])
  const ofParquet = await judgedRows(ask, request([parquet]), join(folder, 'parquet-bad.jsonl'))
  expect(ofParquet.bad.map(({ reason }) => reason)).toEqual([
    '"amount" is below 0',
    '"order_id" is required, and the row has none',
  ])
  expect(await ask(`SELECT order_id FROM (${ofParquet.good.sql})`)).toEqual([{ order_id: 'o-1' }])
})

describe('a row that breaks the contract', () => {
  // biome-ignore format: one row a case
  const cases: readonly (readonly [ending: string, text: string, told: string])[] = [
    ['.jsonl', '{"order_id": "o-1", "amount": 1}\n{"order_id": "o", "amount": 1}\n',    'a row breaks the contract: "order_id" is shorter than 2'],
    ['.jsonl', '{"order_id": "o-1", "amount": 1}\n{"order_id": "o-2", "amount": -1}\n', 'a row breaks the contract: "amount" is below 0'],
    ['.csv',   'order_id,total\no-1,1\no-2,-1\n',                                       'a row breaks the contract: "amount" is below 0'],
  ]
  test.for(cases)('%s ends the statement, whatever is asked of the rows: %s', async ([ending, text, told]) => {
    const { sql } = await userRows(ask, request([file(text, ending)]))
    for (const query of [
      `SELECT count(*) FROM (${sql})`,
      `SELECT * FROM (${sql})`,
      `SELECT amount FROM (${sql}) ORDER BY amount`,
    ])
      await expect(ask(query)).rejects.toThrow(told)
  })

  test('a null breaks no bound, and a file without a column that has bounds is taken', async () => {
    const nulls = await userRows(ask, request([file('{"order_id": null, "amount": null}\n', '.jsonl')]))
    expect(await ask(`SELECT count(*)::INT AS n FROM (${nulls.sql})`)).toEqual([{ n: 1 }])
    const without = await userRows(ask, request([file('order_id\no-1\n', '.csv')]))
    expect(await ask(`SELECT order_id FROM (${without.sql})`)).toEqual([{ order_id: 'o-1' }])
  })
})
