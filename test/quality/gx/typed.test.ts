import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDuckdb } from '../../../src/adapters/quality-engine/duckdb.ts'
import type { QualityEngine } from '../../../src/quality/ports.ts'
import { readSuite } from '../../../src/quality/read-suite.ts'
import type { ExpectationResult } from '../../../src/quality/result.ts'
import { runSuite } from '../../../src/quality/run-suite.ts'
import { difference, type Verdict } from './difference.ts'
import { TYPED_COLUMNS, type TypedCase, typedCases, typedTables } from './typed-cases.ts'

/*
 * Timestamps, dates, decimals and booleans: dq on DuckDB, where columns have these types, against Great Expectations 1.24.1 on
 * SQLite, where they are texts, doubles and integers under these names. Its answers are in typed-verdicts.ndjson.
 */
const folder = mkdtempSync(join(tmpdir(), 'dq-gx-typed-'))
const engines = new Map<string, QualityEngine>()
const TYPES = { int: 'INTEGER', timestamp: 'TIMESTAMP', date: 'DATE', decimal: 'DECIMAL(12,2)', boolean: 'BOOLEAN' }

beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  for (const [i, [name, rows]] of [...typedTables].entries()) {
    await connection.run(
      `CREATE TABLE t${i} (${TYPED_COLUMNS.map(([column, type]) => `${column} ${TYPES[type]}`).join(', ')})`,
    )
    const text = (value: unknown) => (typeof value === 'string' ? `'${value}'` : String(value))
    if (rows.length > 0)
      await connection.run(`INSERT INTO t${i} VALUES ${rows.map((row) => `(${row.map(text).join(', ')})`).join(', ')}`)
    await connection.run(`COPY t${i} TO '${join(folder, `t${i}.parquet`)}'`)
    engines.set(name, await openDuckdb({ data: join(folder, `t${i}.parquet`), threads: 1 }))
  }
  connection.closeSync()
})
afterAll(async () => {
  for (const engine of engines.values()) await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const verdicts = new Map(
  readFileSync(new URL('typed-verdicts.ndjson', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Verdict)
    .map((verdict) => [verdict.id, verdict]),
)

/** Instants as microseconds, booleans as 0 and 1: how each engine writes them is its own affair. */
function neutral(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value)
  if (Array.isArray(value)) return value.map(neutral)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, neutral(inner)]))
  const parts =
    typeof value === 'string' ? /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?)?$/.exec(value) : null
  if (parts === null) return value
  const [, day, time = '00:00:00', fraction = ''] = parts
  return `${Date.parse(`${day}T${time}Z`) / 1000}.${fraction.padEnd(6, '0')}`
}

/** Where dq does not follow, and why. */
const NAMED: readonly { readonly why: string; readonly is: (one: TypedCase, theirs: Verdict) => boolean }[] = [
  {
    why: 'its SQL engines cannot combine ignore_row_if never/neither with a row_condition: they raise, dq answers',
    is: ({ kwargs }, { exception }) =>
      'row_condition' in kwargs &&
      (exception?.startsWith('FROM expression, such as a Table or alias() object expected') ?? false),
  },
  {
    why: 'it counts 2 of 3 dates as missing, and lists all 3: the list compares dates with texts',
    is: ({ kwargs, type }, { result: { missing_count, partial_missing_list: list } }) =>
      /_(contain|equal)_set$/.test(type) &&
      kwargs.column === 'day' &&
      Array.isArray(list) &&
      list.length !== missing_count,
  },
]

const byType = Map.groupBy(typedCases, ({ type }) => type)
const named = new Map<string, number>()
afterAll(() => {
  console.log(`${typedCases.length} cases of ${byType.size} expectations on timestamps, dates, decimals and booleans`)
  for (const [why, count] of named) console.log(`${count} of them differ on purpose: ${why}`)
})

test('every case was judged by Great Expectations, and there are 20 of each expectation', () => {
  expect(typedCases.filter(({ id }) => !verdicts.has(id))).toEqual([])
  expect([...byType].filter(([, { length }]) => length < 20).map(([type]) => type)).toEqual([])
})

test.for([...byType.keys()])('%s judges as Great Expectations does', async (type) => {
  const differences: string[] = []
  for (const one of byType.get(type) ?? []) {
    const theirs = verdicts.get(one.id)!
    const { result, ...ours } = await judge(one)
    const found = difference(
      { ...one, rows: [], columns: [] } as never,
      { ...theirs, result: neutral(theirs.result) as Verdict['result'] },
      { ...ours, result: neutral(result) as Verdict['result'] },
    )
    if (found === undefined) continue
    const reason = NAMED.find(({ is }) => is(one, theirs))
    if (reason !== undefined) named.set(reason.why, (named.get(reason.why) ?? 0) + 1)
    else differences.push(`${one.id} ${JSON.stringify(one.kwargs)}: ${found}`)
  }
  expect(differences).toEqual([])
})

async function judge({
  table,
  type,
  kwargs,
}: TypedCase): Promise<Pick<ExpectationResult, 'success' | 'result' | 'exception_info'>> {
  const text = JSON.stringify({ name: 'case', expectations: [{ type, kwargs }] })
  const { suite, findings } = readSuite('case.json', text)
  if (suite === undefined) throw new Error(findings.map(({ message }) => message).join('; '))
  return (await runSuite(suite, engines.get(table)!)).results[0]!
}
