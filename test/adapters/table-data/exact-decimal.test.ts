import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DuckDBConnection, DuckDBInstance } from '../../../src/adapters/duckdb.ts'
import { judgedRows } from '../../../src/adapters/table-data/duckdb/judged-rows.ts'
import { userRows } from '../../../src/adapters/table-data/duckdb/user-rows.ts'
import type { Contract } from '../../../src/contracts/model.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-exact-'))
let connection: DuckDBConnection
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})
afterAll(() => {
  connection.closeSync()
  rmSync(folder, { recursive: true, force: true })
})
const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson()

const amount = { id: 1, name: 'amount', type: { kind: 'decimal', precision: 18, scale: 2 }, required: false } as const
const schema = { kind: 'struct', schemaId: 0, identifierFieldIds: [], fields: [amount] } as const
const contract = {
  name: 'bronze.payments',
  schema: {
    kind: 'record',
    fields: [
      {
        name: 'amount',
        aliases: ['total'],
        type: { kind: 'bytes', logical: { name: 'decimal', precision: 18, scale: 2 } },
      },
    ],
  },
  fields: [],
} as unknown as Contract

let count = 0
function file(ending: string, text: string): string {
  const path = join(folder, `${count++}${ending}`)
  writeFileSync(path, text)
  return path
}

async function parquet(sql: string): Promise<string> {
  const path = join(folder, `${count++}.parquet`)
  await ask(`COPY (${sql}) TO '${path}'`)
  return path
}

// biome-ignore format: one row a case
const cases: readonly (readonly [what: string, make: () => Promise<string> | string, kept: string | undefined])[] = [
  ['JSON text of two digits',               () => file('.jsonl', '{"amount": "7.01"}\n'),                       '7.01'],
  ['JSON text of three',                    () => file('.jsonl', '{"amount": "7.009"}\n'),                      undefined],
  ['JSON text with noughts at its end',     () => file('.jsonl', '{"amount": "7.0100"}\n'),                     '7.01'],
  ['a long JSON text, which no double has', () => file('.jsonl', '{"amount": "1234567890123456.781"}\n'),       undefined],
  ['the same with two digits',              () => file('.jsonl', '{"amount": "1234567890123456.78"}\n'),        '1234567890123456.78'],
  ['a JSON number of three digits',         () => file('.jsonl', '{"amount": 7.009}\n'),                        undefined],
  ['a JSON number of two',                  () => file('.json',  '[{"amount": 12.1}]'),                         '12.10'],
  ['a JSON number with an exponent',        () => file('.jsonl', '{"amount": 1.25e1}\n'),                       '12.50'],
  ['text with an exponent, of three',       () => file('.jsonl', '{"amount": "1.2345e1"}\n'),                   undefined],
  ['an earlier name of the column',         () => file('.jsonl', '{"total": "7.009"}\n'),                       undefined],
  ['CSV of two digits',                     () => file('.csv',   'amount\n12.10\n'),                            '12.10'],
  ['CSV of three digits',                   () => file('.csv',   'amount\n12.109\n'),                           undefined],
  ['Parquet, a decimal with more digits',   () => parquet("SELECT 7.009::DECIMAL(10, 3) AS amount"),            undefined],
  ['Parquet, a decimal with noughts there', () => parquet("SELECT 7.010::DECIMAL(10, 3) AS amount"),            '7.01'],
  ['Parquet, one that no double has',       () => parquet("SELECT 1234567890123456.781::DECIMAL(38, 3) AS amount"), undefined],
  ['the same with two digits and a nought', () => parquet("SELECT 1234567890123456.780::DECIMAL(38, 3) AS amount"), '1234567890123456.78'],
  ['Parquet, a double of three digits',     () => parquet("SELECT 7.009::DOUBLE AS amount"),                    undefined],
  ['Parquet, a double that was added up',   () => parquet("SELECT 0.1::DOUBLE + 0.2::DOUBLE AS amount"),        '0.30'],
]

test.for(cases)('a decimal is taken as it is or refused, never rounded: %s', async ([, make, kept]) => {
  const request = { files: [await make()], schema, contract, allowUnknown: false }
  const plain = userRows(ask, request).then(({ sql }) =>
    ask(`SELECT amount::DECIMAL(18, 2)::VARCHAR AS amount FROM (${sql})`),
  )
  if (kept === undefined)
    await expect(plain).rejects.toThrow(
      /a row breaks the contract: "(amount|total)" has more digits than a decimal\(18, 2\) keeps/,
    )
  else expect(await plain).toEqual([{ amount: kept }])
  const { bad, good } = await judgedRows(ask, request, join(folder, `${count++}.bad.jsonl`))
  const judged = await ask(`SELECT amount::VARCHAR AS amount FROM (${good.sql})`)
  expect([judged, bad]).toEqual(
    kept === undefined ? [[], [{ reason: '"amount" is no decimal(18, 2)', rows: 1n }]] : [[{ amount: kept }], []],
  )
})
