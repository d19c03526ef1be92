import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DuckDBConnection, DuckDBInstance } from '../../../src/adapters/duckdb.ts'
import { judgedRows } from '../../../src/adapters/table-data/duckdb/judged-rows.ts'
import { userRows } from '../../../src/adapters/table-data/duckdb/user-rows.ts'
import type { AvroField, AvroSchema } from '../../../src/contracts/avro/schema.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import { DqError } from '../../../src/kernel/errors.ts'
import { wantedColumns, withIds } from '../../../src/lake/iceberg/from-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-unknown-fields-'))
let connection: DuckDBConnection
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})
afterAll(() => {
  connection.closeSync()
  rmSync(folder, { recursive: true, force: true })
})
const asked: string[] = []
const ask = async (sql: string) => {
  asked.push(sql)
  return (await connection.runAndReadAll(sql)).getRowObjectsJson()
}

const nullable = (type: unknown): AvroSchema =>
  ({ kind: 'union', branches: [{ kind: 'null' }, type] }) as unknown as AvroSchema
const field = (name: string, type: unknown, aliases: readonly string[] = []) =>
  ({ name, type, aliases }) as unknown as AvroField
const record = (fullName: string, fields: readonly AvroField[]) => ({ kind: 'record', fullName, fields })
const text = { kind: 'string' }
const price = record('Price', [field('amount', { kind: 'int' }), field('currency', nullable(text))])
const line = record('Line', [field('sku', text), field('price', nullable(price))])
const stop = record('Stop', [field('city', text), field('note', nullable(text))])
const schemaOf = record('Order', [
  field('order_id', text),
  field('ship to', nullable(record('Address', [field('city', text), field('at', nullable(stop))])), ['address']),
  field('lines', nullable({ kind: 'array', items: line })),
  field('stops', nullable({ kind: 'map', values: { kind: 'array', items: stop } })),
])
const contractOf = (schema: unknown): Contract => ({ name: 'bronze.orders', schema, fields: [] }) as unknown as Contract
const schemaFor = (contract: Contract) => {
  let last = 0
  const fields = withIds(wantedColumns(contract.schema), () => ++last)
  return { kind: 'struct', schemaId: 0, identifierFieldIds: [], fields } as const
}
const contract = contractOf(schemaOf)
const schema = schemaFor(contract)
let count = 0
const file = (content: string | Buffer, ending: string): string => {
  const path = join(folder, `${count++}${ending}`)
  writeFileSync(path, content)
  return path
}
const request = (path: string, allowUnknown = false) => ({
  files: [path],
  shown: ['orders'],
  schema,
  contract,
  allowUnknown,
})
const refusal = async (path: string): Promise<DqError> => {
  const error: unknown = await userRows(ask, request(path)).catch((error: unknown) => error)
  if (error instanceof DqError) return error
  throw new Error(`not refused: ${error}`)
}

const good = [
  '{"order_id": "o-1", "ship to": {"city": "Faro", "at": {"city": "x"}}, "lines": [], "stops": {"sku": [{"city": "y", "note": null}]}}',
  '{"order_id": "o-2", "lines": [{"sku": "a", "price": {"amount": 1, "currency": "EUR"}}, {"sku": "b", "price": null}, {"sku": "c"}]}',
  '{"order_id": "o-3", "ship to": null, "lines": null, "stops": {"any key": [], "1": null}}',
  '{"order_id": "o-4", "address": {"city": "Faro"}}',
]

// biome-ignore format: one row a case
const cases: readonly (readonly [what: string, row: string, pointer: string, name: string, near: string])[] = [
  ['a record',                           '{"order_id": "x", "ship to": {"city": "a", "citty": "b"}}',                              '/ship to/citty',          'citty',   ' (did you mean "city"?)'],
  ['a record under an earlier name',     '{"order_id": "x", "address": {"city": "a", "citty": "b"}}',                              '/address/citty',          'citty',   ' (did you mean "city"?)'],
  ['a record in a record',               '{"order_id": "x", "ship to": {"city": "a", "at": {"city": "b", "zip/code": null}}}',     '/ship to/at/zip~1code',   'zip/code', ''],
  ['a record in a list',                 '{"order_id": "x", "lines": [{"sku": "a"}, {"sku": "b", "skuu": 1}]}',                    '/lines/1/skuu',           'skuu',    ' (did you mean "sku"?)'],
  ['a record in a record in a list',     '{"order_id": "x", "lines": [{"sku": "a", "price": {"amount": 1, "vat": 2}}]}',           '/lines/0/price/vat',      'vat',     ''],
  ['a record in a list in a map',        '{"order_id": "x", "stops": {"a": [], "b/c": [{"city": "y"}, {"city": "y", "Note": 1}]}}', '/stops/b~1c/1/Note',      'Note',    ' (did you mean "note"?)'],
]

describe('JSON', () => {
  test('rows that have no more than the table are taken', async () => {
    const { sql } = await userRows(ask, request(file(good.join('\n'), '.jsonl')))
    expect(
      await ask(
        `SELECT count(*)::INT AS n, count("ship to")::INT AS shipped, sum(len(lines))::INT AS lines FROM (${sql})`,
      ),
    ).toEqual([{ n: 4, shipped: 2, lines: 3 }])
  })

  test.for(cases)(
    'a field that %s has not is refused, with its row and its pointer',
    async ([, row, at, name, near]) => {
      const rows = [...good, row, ...good]
      const words = `a field "${name}" (${at}) that bronze.orders has not${near}`
      const lines = await refusal(file(rows.join('\n'), '.jsonl'))
      expect(lines.message).toBe(`the rows have ${words}`)
      expect(lines.at).toEqual({ file: 'orders', line: 5 })
      expect((await refusal(file(gzipSync(rows.join('\n')), '.jsonl.gz'))).at).toEqual({ file: 'orders', line: 5 })
      expect((await refusal(file(`[${rows.join(',\n')}]`, '.json'))).message).toBe(`row 5 has ${words}`)
    },
  )

  test.for(cases)('--allow-unknown takes such a row without it: %s', async ([, row]) => {
    const { sql } = await userRows(ask, request(file([...good, row].join('\n'), '.jsonl'), true))
    expect(await ask(`SELECT count(*)::INT AS n FROM (${sql})`)).toEqual([{ n: 5 }])
    expect(Object.keys((await ask(`SELECT to_json("ship to") AS s FROM (${sql})`))[0]!)).toEqual(['s'])
  })

  test.for(cases)('--bad-rows puts such a row aside: %s', async ([, row, at, name, near]) => {
    const path = file([...good, row, ...good].join('\n'), '.jsonl')
    const judged = await judgedRows(ask, request(path), `${path}.bad`)
    expect(judged.badRows).toBe(1n)
    const [letter, ...others] = readFileSync(`${path}.bad`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(others).toEqual([])
    const place = at.replaceAll(/\/(?:\d+|b~1c)(?=\/)/g, '/*')
    expect([letter.line, letter.reasons]).toEqual([
      5,
      [`a field "${name}" (${place}) that bronze.orders has not${near}`],
    ])
    expect(await ask(`SELECT count(*)::INT AS n FROM (${judged.good.sql})`)).toEqual([{ n: 8 }])
  })

  test('the first of several is told with the others by name', async () => {
    const path = file('{"order_id": "x", "lines": [{"sku": "a", "one": 1, "two": 2}], "three": 3}', '.jsonl')
    expect((await refusal(path)).message).toBe(
      'the rows have a field "one" (/lines/0/one) that bronze.orders has not (and "three", "two" (/lines/*/two))',
    )
  })

  test('a table of plain columns is asked for its top level only', async () => {
    const flat = contractOf(record('Flat', [field('order_id', text), field('tags', { kind: 'array', items: text })]))
    const path = file('{"order_id": "o-1", "tags": ["a"]}\n', '.jsonl')
    asked.length = 0
    await userRows(ask, { ...request(path), contract: flat, schema: schemaFor(flat) })
    expect(asked).toHaveLength(1)
  })
})

describe('Parquet', () => {
  // biome-ignore format: one row a case
  const columns: readonly (readonly [column: string, told: string])[] = [
    [`{city: 'a', citty: 'b'} AS "ship to"`,                     '"citty" (/ship to/citty) that bronze.orders has not (did you mean "city"?)'],
    [`[{sku: 'a', price: {amount: 1, vat: 2}}] AS lines`,        '"vat" (/lines/*/price/vat) that bronze.orders has not'],
    [`map {'k': [{city: 'a', zip: 'b'}]} AS stops`,              '"zip" (/stops/*/*/zip) that bronze.orders has not'],
  ]
  test.for(columns)('a field of a record that the table has not is refused: %s', async ([column, told]) => {
    const path = join(folder, `${count++}.parquet`)
    await ask(`COPY (SELECT 'o-1' AS order_id, ${column}) TO '${path}'`)
    expect((await refusal(path)).message).toBe(`the rows have a field ${told}`)
    const judged = await judgedRows(ask, request(path), `${path}.bad`)
    expect(judged.bad).toEqual([{ reason: `a field ${told}`, rows: 1n }])
    const { sql } = await userRows(ask, request(path, true))
    expect(await ask(`SELECT order_id FROM (${sql})`)).toEqual([{ order_id: 'o-1' }])
  })

  test('a record with fewer fields, and in another order, is taken', async () => {
    const path = join(folder, `${count++}.parquet`)
    await ask(
      `COPY (SELECT 'o-1' AS order_id, [{price: {currency: 'EUR', amount: 1}, sku: 'a'}] AS lines, {city: 'c'} AS "ship to") TO '${path}'`,
    )
    await userRows(ask, request(path))
  })
})

describe('CSV', () => {
  test('a field of a record that is JSON in a column is refused', async () => {
    const path = file('order_id,lines\no-1,"[{""sku"": ""a""}]"\no-2,"[{""sku"": ""b"", ""skuu"": 1}]"\n', '.csv')
    expect((await refusal(path)).message).toBe(
      'row 2 has a field "skuu" (/lines/0/skuu) that bronze.orders has not (did you mean "sku"?)',
    )
    const judged = await judgedRows(ask, request(path), `${path}.bad`)
    expect(judged.bad).toContainEqual({
      reason: 'a field "skuu" (/lines/*/skuu) that bronze.orders has not (did you mean "sku"?)',
      rows: 1n,
    })
    expect(judged.badRows).toBe(1n)
  })
})
