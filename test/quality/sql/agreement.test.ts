import { readFileSync } from 'node:fs'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COLUMNS, tables, type Value } from '../gx/tables.ts'
import { REFERENCE, REFERENCE_COLUMNS, REFERENCE_OWN } from './reference.ts'
import { checked, judged, type Statements, statements } from './statements.ts'

/*
 * The SQL for Trino and Spark, as sqlglot understands it and says it in DuckDB's words (as-duckdb.json, made by
 * test/oracle/sqlglot/recompute.ts), must answer as the SQL for DuckDB does, on every table that Great Expectations has judged.
 */
const understood: Readonly<Record<'trino' | 'spark', Readonly<Record<string, string>>>> = JSON.parse(
  readFileSync(new URL('as-duckdb.json', import.meta.url), 'utf8'),
)

let connection: DuckDBConnection
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
})
afterAll(() => connection.closeSync())

const text = (value: Value) => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value))
const TABLES = ['empty', 'one row', 'all null', 'partly null', 'edge texts', 'hundred', 'random 0', 'random 1']
const TYPES = { int: 'INTEGER', double: 'DOUBLE', string: 'VARCHAR' }

async function use(table: string): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TABLE batch (${COLUMNS.map(([name, type]) => `${name} ${TYPES[type]}`).join(', ')})`,
  )
  const rows = tables.get(table) ?? []
  if (rows.length > 0)
    await connection.run(`INSERT INTO batch VALUES ${rows.map((row) => `(${row.map(text).join(', ')})`).join(', ')}`)
}

/** Rows in no order, numbers as numbers: what is an integer here may be a double there. */
async function answer(sql: string): Promise<readonly string[]> {
  const rows = (await connection.runAndReadAll(sql)).getRowsJson()
  const plain = (value: unknown) => {
    const number = typeof value === 'string' && /^-?\d/.test(value) ? Number(value) : value
    return typeof number === 'number' ? Number(number.toPrecision(12)) : number
  }
  return rows.map((row) => JSON.stringify(row.map(plain))).sort()
}

/** The fingerprints are DuckDB's own; of examples there may be more than are shown. */
const asked = ({ scan, queries, examples }: Statements): readonly string[] => [
  ...(scan === undefined ? [] : [scan]),
  ...queries.filter((sql) => !sql.includes('AS repeated')),
  ...(examples === undefined ? [] : [examples.replace(/ LIMIT 20$/, ' LIMIT 1000')]),
]

test.for(['trino', 'spark'] as const)('%s asks the same as DuckDB', { timeout: 120_000 }, async (name) => {
  const theirs = judged(name).map(asked)
  // The same statement of two expectations is compared once.
  const pairs = new Map(
    judged('duckdb').flatMap((one, i) =>
      asked(one).map((mine, k): [string, readonly [mine: string, its: string]] => {
        const its = theirs[i]?.[k] ?? ''
        const found = understood[name][its.replace(/ LIMIT 1000$/, ' LIMIT 20')]
        if (found === undefined) throw new Error(`run test/oracle/sqlglot/recompute.ts: it does not know ${its}`)
        return [mine + its, [mine, found.replace(/ LIMIT 20$/, ' LIMIT 1000')]]
      }),
    ),
  )
  let compared = 0
  const differences: string[] = []
  for (const table of TABLES) {
    await use(table)
    for (const [sql, other] of pairs.values()) {
      const [mine, its] = [await answer(sql), await answer(other)]
      compared++
      if (JSON.stringify(mine) !== JSON.stringify(its)) differences.push(`${table}: ${other}\n  ${mine} but ${its}`)
    }
  }
  console.log(`${name}: ${compared} answers compared over ${TABLES.length} tables, ${differences.length} differences`)
  expect(differences.slice(0, 5)).toEqual([])
  expect(compared).toBeGreaterThan(2500)
})

test('every statement of the reference is understood', () => {
  for (const name of ['trino', 'spark'] as const) {
    const all = checked(REFERENCE, REFERENCE_OWN).map((one) => statements(one, name, REFERENCE_COLUMNS))
    const list = all.flatMap(({ scan, queries, examples }) => [scan, ...queries, examples])
    expect(list.filter((sql) => sql !== undefined && !(sql in understood[name]))).toEqual([])
  }
})
