import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDuckdb } from '../../../src/adapters/quality-engine/duckdb.ts'
import { expectations } from '../../../src/quality/expectations/index.ts'
import type { QualityEngine } from '../../../src/quality/ports.ts'
import { readSuite } from '../../../src/quality/read-suite.ts'
import type { ExpectationResult } from '../../../src/quality/result.ts'
import { runSuite } from '../../../src/quality/run-suite.ts'
import { type Case, cases } from './cases.ts'
import { DELIBERATE, difference, type Verdict } from './difference.ts'
import { COLUMNS, tables, type Value } from './tables.ts'

/*
 * dq on DuckDB against the real Great Expectations 1.24.1 on SQLite: verdict, counts, observed values, unexpected values.
 * Its answers are in verdicts.ndjson; test/oracle/gx/recompute.ts asks it again.
 */
const folder = mkdtempSync(join(tmpdir(), 'dq-gx-'))
const engines = new Map<string, QualityEngine>()

beforeAll(async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const types = { int: 'INTEGER', double: 'DOUBLE', string: 'VARCHAR' }
  const text = (value: Value) => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value))
  for (const [i, rows] of [...tables.values()].entries()) {
    await connection.run(
      `CREATE TABLE t${i} (${COLUMNS.map(([column, type]) => `${column} ${types[type]}`).join(', ')})`,
    )
    if (rows.length > 0)
      await connection.run(`INSERT INTO t${i} VALUES ${rows.map((row) => `(${row.map(text).join(', ')})`).join(', ')}`)
    await connection.run(`COPY t${i} TO '${join(folder, `t${i}.parquet`)}'`)
  }
  // Great Expectations has all tables in one database, under the same names.
  const others = [...tables.keys()].map((_name, i) => ({ name: `t${i}`, data: join(folder, `t${i}.parquet`) }))
  for (const [i, name] of [...tables.keys()].entries())
    engines.set(name, await openDuckdb({ data: join(folder, `t${i}.parquet`), others, threads: 1 }))
  connection.closeSync()
  instance.closeSync()
})
afterAll(async () => {
  for (const engine of engines.values()) await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const verdicts = new Map<string, Verdict>(
  readFileSync(new URL('verdicts.ndjson', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Verdict)
    .map((verdict) => [verdict.id, verdict]),
)

const byType = Map.groupBy(cases, ({ type }) => type)

const deliberate = new Map<string, number>()
afterAll(() => {
  for (const [why, count] of deliberate) console.log(`${count} cases differ on purpose: ${why}`)
})

test('every expectation has at least 20 cases, each judged by Great Expectations', () => {
  expect([...byType.keys()].sort()).toEqual([...expectations.keys()].sort())
  expect([...byType].filter(([, { length }]) => length < 20)).toEqual([])
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
  expect(cases.filter(({ id }) => !verdicts.has(id))).toEqual([])
  console.log(`${cases.length} cases of ${byType.size} expectations`)
})

test.for([...byType.keys()])('%s judges as Great Expectations does', async (type) => {
  const differences: string[] = []
  for (const one of byType.get(type) ?? []) {
    const theirs = verdicts.get(one.id)!
    const found = difference(one, theirs, await judge(one))
    if (found === undefined) continue
    const named = DELIBERATE.find(({ is }) => is(one, theirs))
    if (named !== undefined) deliberate.set(named.why, (deliberate.get(named.why) ?? 0) + 1)
    else differences.push(`${one.id} ${JSON.stringify(one.kwargs)}: ${found}`)
  }
  expect(differences).toEqual([])
})

/** Great Expectations' types are SQLite's here. */
const NEUTRAL: Readonly<Record<string, string>> = { INTEGER: 'int', FLOAT: 'double', TEXT: 'string' }

async function judge({ table, type, kwargs }: Case): Promise<Judged> {
  const neutral = (name: unknown) => NEUTRAL[String(name)]
  const own = {
    ...kwargs,
    ...('type_' in kwargs && { type_: neutral(kwargs.type_) }),
    ...('type_list' in kwargs && { type_list: (kwargs.type_list as string[]).map(neutral) }),
  }
  const { suite, findings } = readSuite(
    'case.json',
    JSON.stringify({ name: 'case', expectations: [{ type, kwargs: own }] }),
  )
  if (suite === undefined) return refused(findings.map(({ message }) => message).join('; '))
  return (await runSuite(suite, engines.get(table)!)).results[0]!
}

type Judged = Pick<ExpectationResult, 'success' | 'result' | 'exception_info'>

/** A suite that is refused before it runs is where Great Expectations raises. */
const refused = (exception_message: string): Judged => ({
  success: false,
  result: {},
  exception_info: { raised_exception: true, exception_traceback: null, exception_message },
})
