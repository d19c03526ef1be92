import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, expect, test } from 'vitest'
import { openDuckdb } from '../../src/adapters/quality-engine/duckdb.ts'
import { contractsHere } from './contracts-here.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-quality-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const payment = (await contractsHere()).get('bronze.payments')

async function look(data: string, contract = payment) {
  const engine = await openDuckdb({ data, contract, threads: 1 })
  try {
    const { rows } = await engine.query('SELECT * FROM batch ORDER BY payment_value')
    return { types: engine.columns.map(({ type }) => type), rows }
  } finally {
    await engine.close()
  }
}

// As the contract has them: string, decimal(12,2), timestamp.
const csv = 'order_id,payment_value,authorized_at\n007,10.10,2017-10-02 11:07:15\n8,,\n'
const types = ['VARCHAR', 'DECIMAL(12,2)', 'TIMESTAMP']
const rows = [
  { order_id: '007', payment_value: 10.1, authorized_at: '2017-10-02T11:07:15' },
  { order_id: '8', payment_value: null, authorized_at: null },
]
const lines =
  '{"order_id":"007","payment_value":"10.10","authorized_at":"2017-10-02T11:07:15Z"}\n{"order_id":"8","payment_value":null,"authorized_at":null}\n'
const events = lines
  .trim()
  .split('\n')
  .map(
    (value, offset) =>
      `{"topic":"t","partition":0,"offset":${offset},"arrival":"2017-10-02T11:07:16.000Z","key":null,"value":${value}}\n`,
  )
  .join('')

// biome-ignore format: one row a format
const formats: [name: string, file: string, content: string | Uint8Array][] = [
  ['CSV: an id keeps its zeros',   'a.csv',      csv],
  ['CSV, compressed',              'b.csv.gz',   gzipSync(csv)],
  ['tabs',                         'c.tsv',      csv.replaceAll(',', '\t')],
  ['JSON Lines',                   'd.jsonl',    lines],
  ['a JSON array',                 'e.json',     `[${lines.trim().replace('\n', ',')}]`],
  ['events of a fixture',          'f.jsonl.gz', gzipSync(events)],
]

test.for(formats)('%s', async ([, name, content]) => {
  expect(await look(file(name, content))).toEqual({ types, rows })
})

test('Parquet keeps its types; several files by a glob are one table', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const [i, value] of ['1.5', '0.5'].entries())
    await connection.run(
      `COPY (SELECT ${value}::DOUBLE AS payment_value, ${i} AS n) TO '${join(folder, `part-${i}.parquet`)}'`,
    )
  connection.closeSync()
  expect(await look(join(folder, 'part-*.parquet'))).toEqual({
    types: ['DOUBLE', 'INTEGER'],
    rows: [
      { payment_value: 0.5, n: 1 },
      { payment_value: 1.5, n: 0 },
    ],
  })
})

// biome-ignore format: one row a case
const refused: [what: string, data: () => string, message: RegExp][] = [
  ['a file that is not there',             () => join(folder, 'none.csv'),                                /no file is called .*none\.csv/],
  ['an ending that says no format',        () => file('a.txt', 'x'),                                       /says no format/],
  ['a value that is not of its type',      () => file('bad.csv', 'order_id,payment_value\n1,a lot\n'),     /Could not convert string "a lot" to 'DECIMAL\(12,2\)'|Conversion Error/],
]
test.for(refused)('%s is refused', async ([, data, message]) => {
  await expect(look(data())).rejects.toThrow(message)
})

test('a query of a suite sees the data and no other file', async () => {
  const other = file('secret.csv', 'secret\n1\n')
  const engine = await openDuckdb({ data: file('g.csv', csv) })
  await expect(engine.query(`SELECT * FROM read_csv('${other}')`)).rejects.toThrow('Permission Error')
  await expect(engine.query(`COPY batch TO '${join(folder, 'out.csv')}'`)).rejects.toThrow('Permission Error')
  await expect(engine.query('SET enable_external_access = true')).rejects.toThrow()
  await engine.close()
})

const text = (value: string) => new TextEncoder().encode(value)

// biome-ignore format: one row a case
const others: [what: string, name: string, bytes: Uint8Array, says: string][] = [
  ['an empty CSV',              'empty.csv',        new Uint8Array(),                     'empty.csv is empty'],
  ['a CSV of blank lines',      'blank.csv',        text('\n \r\n\n'),                   'blank.csv is empty'],
  ['empty JSON Lines',          'empty.jsonl',      new Uint8Array(),                     'empty.jsonl is empty'],
  ['an empty Parquet file',     'empty.parquet',    new Uint8Array(),                     'empty.parquet is empty'],
  ['a CSV of bytes',            'bytes.csv',        Uint8Array.of(0x50, 0, 1, 2, 0xff),   'bytes.csv is not text: it has bytes of 0'],
  ['a CSV in another encoding', 'latin.csv',        Uint8Array.of(0x61, 0x2c, 0xe9, 0x0a), 'latin.csv is not text in UTF-8'],
  ['a CSV called Parquet',      'text.parquet',     text('a,b\n1,2\n'),                   'text.parquet is no Parquet file: it does not begin with PAR1'],
  ['a CSV called packed',       'plain.csv.gz',     text('a,b\n1,2\n'),                   'plain.csv.gz is not packed by gzip'],
]

test.for(others)(
  '%s is refused with what it is, also where messages of DuckDB may not be shown',
  async ([, name, bytes, says]) => {
    await expect(look(file(name, bytes))).rejects.toMatchObject({ message: expect.stringContaining(says) })
  },
)

test('one empty file among others is no fault', async () => {
  mkdirSync(join(folder, 'parts'))
  writeFileSync(join(folder, 'parts/a.csv'), 'a,b\n1,2\n')
  writeFileSync(join(folder, 'parts/b.csv'), '')
  const engine = await openDuckdb({ data: join(folder, 'parts/*.csv') })
  expect((await engine.query('SELECT count(*) AS n FROM batch')).rows).toEqual([{ n: 1 }])
  await engine.close()
})
