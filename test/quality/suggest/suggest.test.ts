import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDuckdb } from '../../../src/adapters/quality-engine/duckdb.ts'
import { readSuite } from '../../../src/quality/read-suite.ts'
import { runSuite } from '../../../src/quality/run-suite.ts'
import { profileTable } from '../../../src/quality/suggest/profile.ts'
import { isCounter } from '../../../src/quality/suggest/slack.ts'
import { suggestSuite } from '../../../src/quality/suggest/suggest.ts'
import { contractsHere } from '../contracts-here.ts'

/*
 * Every table of real rows that is here: the recorded events and the outputs of the main cases, from real orders (Olist) and real
 * sales (UCI); see fixtures/LICENSES.md. Each is drawn from, judged by its draft, damaged, and judged again.
 */
const root = fileURLToPath(new URL('../../../', import.meta.url))
const REAL = ['fraud-enricher/olist-2017-03', 'inventory-aggregator/uci-2010-12']
// The tables of the lakehouse are from the same orders: test/quality/olist/NOTICE.
const files = globSync(
  [...REAL.map((name) => `fixtures/${name}/{input,expected}/*.jsonl`), 'test/quality/olist/*.csv'],
  {
    cwd: root,
  },
).sort()
const contracts = await contractsHere()
const folder = mkdtempSync(join(tmpdir(), 'dq-suggest-'))
const NOW = Date.parse('2026-01-01T00:00:00Z')
let connection: DuckDBConnection

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})
afterAll(() => {
  connection.closeSync()
  rmSync(folder, { recursive: true, force: true })
})

const tableOf = (file: string) => basename(file).replace(/\.(jsonl|csv)$/, '')

async function draftOf(file: string, data = join(root, file), now = NOW) {
  const contract = contracts.get(tableOf(file))
  const engine = await openDuckdb({ data, contract, threads: 1 })
  const profile = await profileTable(engine, contract)
  await engine.close()
  return { profile, contract, draft: suggestSuite(profile, { name: tableOf(file), contract, now }) }
}

/** What of a draft is not met, in words. */
async function unmet(draft: object, file: string, data: string): Promise<readonly string[]> {
  const contract = contracts.get(tableOf(file))
  const { suite, findings } = readSuite('draft.json', JSON.stringify(draft), { contract })
  expect(findings).toEqual([])
  const engine = await openDuckdb({ data, contract, threads: 1 })
  const { results } = await runSuite(suite!, engine, { now: NOW, pastRows: [] })
  await engine.close()
  return results.flatMap(({ success, meta, exception_info }) =>
    success ? [] : [meta.words + (exception_info.exception_message ?? '')],
  )
}

test('there are real tables', () => {
  expect(files.length).toBeGreaterThanOrEqual(14)
})

test.for(files)('%s meets the suite that was drawn from it, the same each time', async (file) => {
  const { draft, profile, contract } = await draftOf(file)
  expect(await unmet(draft, file, join(root, file))).toEqual([])
  expect(JSON.stringify((await draftOf(file)).draft)).toBe(JSON.stringify(draft))
  expect(contract).toBeDefined()
  if (profile.rows >= 20) expect(draft.expectations.length).toBeGreaterThan(profile.columns.length)
  for (const one of draft.expectations) expect(Object.keys(one.meta.evidence).length).toBeGreaterThan(1)
})

const big = files.filter((file) => /input\/(payment|order|inventory|behavior)/.test(file))

test.for(big)('%s damaged does not meet it, and the damage is named', async (file) => {
  const { draft, profile } = await draftOf(file)
  const engine = await openDuckdb({ data: join(root, file), contract: contracts.get(tableOf(file)), threads: 1 })
  const whole = join(folder, `${tableOf(file)}.parquet`)
  const damaged = join(folder, `${tableOf(file)}.damaged.parquet`)
  // The engine's own reading of the events, as a table.
  const columns = engine.columns.map(({ name }) => name)
  await connection.run(
    `COPY (SELECT unnest(value) FROM read_json('${join(root, file)}', sample_size = -1)) TO '${join(folder, 'raw.parquet')}'`,
  )
  const casts = engine.columns.map(({ name, type }) => `CAST("${name}" AS ${type}) AS "${name}"`)
  await connection.run(`COPY (SELECT ${casts.join(', ')} FROM '${join(folder, 'raw.parquet')}') TO '${whole}'`)
  await engine.close()
  expect(await unmet(draft, file, whole)).toEqual([])

  const text = profile.columns.find(({ regex, field }) => regex !== undefined && field?.required)!.name
  const number = profile.columns.find(
    ({ name, type, greatest, field }) =>
      type !== undefined &&
      ['int', 'decimal', 'double'].includes(type) &&
      Number(greatest) > 0 &&
      !isCounter(name) &&
      field?.constraints.maximum === undefined,
  )
  const instant = profile.columns.find(({ type }) => type === 'timestamp')
  const rowsOf = (change: string) => `SELECT ${change} FROM '${whole}'`
  const damages: [what: string, sql: string, named: string][] = [
    ['half of it is lost, and more', `FROM '${whole}' LIMIT ${Math.floor(profile.rows / 3)}`, 'the number of rows'],
    ['nothing arrives', `FROM '${whole}' WHERE false`, 'the number of rows'],
    [
      'it is loaded three times',
      `FROM '${whole}' UNION ALL FROM '${whole}' UNION ALL FROM '${whole}'`,
      'the number of rows',
    ],
    ['a column is gone', `SELECT * EXCLUDE ("${columns.at(-1)}") FROM '${whole}'`, 'the columns'],
    ['a key is lost', rowsOf(`* REPLACE (CASE WHEN random() < 2 THEN NULL END AS "${text}")`), text],
    ['a key in another form', rowsOf(`* REPLACE ('#' || "${text}" AS "${text}")`), text],
    ...(number === undefined
      ? []
      : [
          [
            'cents instead of units',
            rowsOf(`* REPLACE (CAST("${number.name}" AS DOUBLE) * 100 AS "${number.name}")`),
            number.name,
          ] as [string, string, string],
        ]),
    ...(instant === undefined
      ? []
      : [
          [
            'seconds taken for milliseconds',
            rowsOf(`* REPLACE (make_timestamp(epoch_us("${instant.name}") // 1000) AS "${instant.name}")`),
            instant.name,
          ] as [string, string, string],
        ]),
  ]
  for (const [what, sql, named] of damages) {
    await connection.run(`COPY (${sql}) TO '${damaged}'`)
    const found = await unmet(draft, file, damaged)
    expect([what, found.some((words) => words.includes(named))]).toEqual([what, true])
  }
})

test('of personal fields nothing is in the draft but counts and forms', async () => {
  const data = join(folder, 'personal.parquet')
  // Contract bronze.payments: customer_unique_id is personal. Few different values, so that a set would be drawn of others.
  await connection.run(`COPY (SELECT ['maria@shop.example', 'joao@shop.example'][1 + i % 2] AS customer_unique_id, 'o' || i AS order_id,
    (100 + i)::DECIMAL(12,2) AS payment_value, 'x' AS email, 'Maria' AS customer_name, 5511987 AS phone FROM range(40) AS t(i)) TO '${data}'`)
  const { draft, profile } = await draftOf('bronze.payments.jsonl', data)
  expect(profile.columns.find(({ name }) => name === 'customer_unique_id')).toMatchObject({
    isPersonal: true,
    distinct: 2,
  })
  expect(JSON.stringify([draft, profile])).not.toMatch(/maria|joao|5511987/i)
  const about = (suite: typeof draft, ...names: readonly string[]) =>
    suite.expectations.flatMap(({ type, kwargs }) => (names.includes(String(kwargs.column)) ? [type] : []))
  expect(about(draft, 'customer_unique_id')).toEqual(['expect_column_values_to_not_be_null'])
  // Without a contract the names of the columns say it.
  const without = (await draftOf('nobody.jsonl', data)).draft
  expect(JSON.stringify(without)).not.toMatch(/"Maria"|5511987/)
  expect(about(without, 'customer_name', 'phone', 'email')).toEqual([
    'expect_column_values_to_not_be_null',
    'expect_column_values_to_match_regex',
    'expect_column_values_to_not_be_null',
    'expect_column_values_to_match_regex',
    'expect_column_values_to_not_be_null',
  ])
  expect(JSON.stringify(draft)).toContain('payment_value')
})

test('what the contract promises and the rows do not keep is left out, and told', async () => {
  const data = join(folder, 'broken.parquet')
  await connection.run(
    `COPY (SELECT CASE WHEN i > 0 THEN 'o' || i END AS order_id, i AS payment_sequential, TIMESTAMP '2017-01-01' AS source_ts, 1 AS more FROM range(30) AS t(i)) TO '${data}'`,
  )
  const { draft } = await draftOf('bronze.payments.jsonl', data)
  expect(draft.meta.left_out?.map(({ about }) => about)).toEqual([
    'columns',
    'columns',
    'order_id',
    'payment_sequential',
    'freshness',
  ])
  expect(await unmet(draft, 'bronze.payments.jsonl', data)).toEqual([])
  // Fresh by the contract's 15 minutes: then it is expected.
  const fresh = await draftOf('bronze.payments.jsonl', data, Date.parse('2017-01-01T00:10:00Z'))
  expect(fresh.draft.meta.dq?.expectations.map(({ type }) => type)).toEqual([
    'dq_row_count_to_match_history',
    'dq_rows_to_be_fresh',
  ])
})
