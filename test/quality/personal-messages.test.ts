import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { openDuckdb } from '../../src/adapters/quality-engine/duckdb.ts'
import { safeMessage } from '../../src/quality/safe-message.ts'
import { contractsHere } from './contracts-here.ts'

/*
 * A query of one's own can make an engine stumble over any value, and its message then repeats it. What DuckDB really says.
 */
const folder = mkdtempSync(join(tmpdir(), 'dq-messages-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const contract = (await contractsHere()).get('bronze.payments')
const NAME = 'maria.silva@shop.example'
const data = join(folder, 'payments.csv')
writeFileSync(data, `order_id,customer_unique_id,payment_value\no1,${NAME},1.00\no2,5511987654321,2.00\n`)

const personal = "customer_unique_id LIKE 'maria%'"
// biome-ignore format: one row a case
const queries: [what: string, sql: string, says: RegExp][] = [
  ['a text that is no number',        `SELECT CAST(customer_unique_id AS INTEGER) FROM batch WHERE ${personal}`,      /Could not convert a value \(not shown: personal\) to INT32/],
  ['a text that is no timestamp',     `SELECT CAST(customer_unique_id AS TIMESTAMP) FROM batch WHERE ${personal}`,    /not shown/],
  ['a text that is no decimal',       `SELECT CAST(customer_unique_id AS DECIMAL(5,2)) FROM batch WHERE ${personal}`, /not shown/],
  ['a number that is too large',      `SELECT CAST(CAST(customer_unique_id AS BIGINT) AS TINYINT) FROM batch WHERE NOT ${personal}`, /not shown/],
  ['a sum that overflows',            'SELECT CAST(customer_unique_id AS BIGINT) * 5511987654321 FROM batch WHERE order_id = \'o2\'', /not shown/],
  ['text that is no JSON',            `SELECT json_extract(customer_unique_id, '$.a') FROM batch WHERE ${personal}`,  /not shown|Catalog Error/],
  ['an error that says what it likes', `SELECT error('see ' || customer_unique_id) FROM batch`,                       /not shown/],
  ['a pattern that is a value',       `SELECT regexp_matches('x', '(' || customer_unique_id) FROM batch`,             /not shown/],
  ['a format that is a value',        `SELECT strptime(customer_unique_id, '%Y') FROM batch WHERE ${personal}`,       /not shown/],
]

test.for(queries)('%s: the kind is told, the value is not', async ([, sql, says]) => {
  const engine = await openDuckdb({ data, contract, threads: 1 })
  const error = await engine.query(sql).then(
    () => undefined,
    (cause: unknown) => cause,
  )
  await engine.close()
  // As --debug would print it, with cause and stack.
  const shown = inspect(error, { depth: 9 })
  expect(shown).toMatch(/DqError: DuckDB: /)
  expect(shown).toMatch(says)
  expect(shown).not.toMatch(/maria|silva|5511987654321(?!.*SELECT)/)
})

test('a file with a value that is not of its type is refused without the value', async () => {
  const bad = join(folder, 'bad.csv')
  writeFileSync(bad, `order_id,customer_unique_id,payment_value\no1,c1,${NAME}\n`)
  const engine = await openDuckdb({ data: bad, contract })
  const error = await engine.query('SELECT sum(payment_value) FROM batch').catch((cause) => cause)
  await engine.close()
  expect(inspect(error, { depth: 9 })).not.toMatch(/maria|silva/)
  expect(error.message).toMatch(/DuckDB: .*not shown/)
})

test('a line that is no JSON is found by file and place, without what stands there', async () => {
  const cut = join(folder, 'cut.jsonl')
  writeFileSync(
    cut,
    `{"order_id":"o1","customer_unique_id":"c1","payment_value":"1.00"}\n{"order_id":"o2","customer_unique_id":"${NAME}`,
  )
  // With the file itself, DuckDB reads it as it is opened; later rows only with the query.
  const error = await openDuckdb({ data: cut, contract })
    .then((engine) => engine.query('SELECT count(payment_value) FROM batch').finally(() => engine.close()))
    .catch((cause) => cause)
  expect(inspect(error, { depth: 9 })).not.toMatch(/maria|silva/)
  expect(error.message).toMatch(
    /^DuckDB: Invalid Input Error: Malformed JSON in file ".*cut\.jsonl", at byte \d+ in line \d+ or the one before$/,
  )
})

// biome-ignore format: one row a case
const kept: [what: string, sql: string, says: RegExp][] = [
  ['a misspelt column',      'SELECT custmer FROM batch',                                    /Binder Error: .*"custmer" not found/],
  ['a misspelt function',    'SELECT upperr(order_id) FROM batch',                           /Catalog Error: .*upperr does not exist/],
  ['a mistake of syntax',    'SELECT FROM WHERE',                                            /Parser Error: syntax error/],
  ['a pattern of the suite', "SELECT count(*) FROM batch WHERE regexp_matches(order_id, '(?<=a)b')", /invalid perl operator: \(\?</],
  ['an open bracket',        "SELECT count(*) FROM batch WHERE regexp_matches(order_id, '(')", /missing \)/],
]

test.for(kept)('%s is told in full: no row was looked at', async ([, sql, says]) => {
  const engine = await openDuckdb({ data, contract, threads: 1 })
  await expect(engine.query(sql)).rejects.toThrow(says)
  await engine.close()
})

test('without personal fields the message is the engine’s own', async () => {
  const engine = await openDuckdb({ data, threads: 1 })
  await expect(engine.query(queries[0]![1])).rejects.toThrow(NAME)
  await engine.close()
})

test('a value that looks like a message is no way around', () => {
  expect(safeMessage("Conversion Error: Could not convert string 'x' to MARIA' to INT32", '')).not.toContain('MARIA')
  expect(safeMessage('Invalid Input Error: missing ): maria', "matches(a, '(')")).not.toContain('maria')
  expect(safeMessage('Maria Silva Error: x', '')).not.toContain('x,')
})
