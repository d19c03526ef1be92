import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import type { RowSource } from '../../lake/table/ports.ts'
import type { BatchSession, HeldRows, OutputFault, OutputWish } from '../../pipelines/batch/ports.ts'
import type { DuckDBConnection } from '../duckdb.ts'
import { literal, name } from './duckdb/column-sql.ts'
import { contractFaults } from './duckdb/contract-faults.ts'
import { withoutValues } from './duckdb/without-values.ts'

const HELD = 'dq_held'
const EXAMPLES = 3

type Row = Readonly<Record<string, unknown>>
type Ask = (sql: string) => Promise<readonly Row[]>

/** Batch queries in DuckDB: tables are views over files of the lake, a result is a table of the connection. */
export function duckdbBatch(connection: DuckDBConnection): BatchSession {
  const ask: Ask = (sql) => rowsOf(connection, sql)
  return {
    async see(table, { sql }, { fields }) {
      const names = table.split('.')
      for (const [i] of names.slice(0, -1).entries())
        await ask(
          `CREATE SCHEMA IF NOT EXISTS ${names
            .slice(0, i + 1)
            .map(name)
            .join('.')}`,
        )
      // Queries know one type of timestamps, in UTC.
      const moments = fields.filter(({ type }) => type.kind === 'timestamptz').map((field) => name(field.name))
      const plain = moments.map((column) => `CAST(${column} AS TIMESTAMP) AS ${column}`)
      const columns = plain.length === 0 ? '*' : `* REPLACE (${plain.join(', ')})`
      await ask(`CREATE OR REPLACE VIEW ${names.map(name).join('.')} AS SELECT ${columns} FROM (${sql})`)
    },
    async hold(query) {
      await ask(`CREATE OR REPLACE TEMP TABLE ${HELD} AS ${query}`)
      const [{ count } = { count: 0 }] = await ask(`SELECT count(*) AS count FROM ${HELD}`)
      return heldRows(ask, BigInt(String(count)))
    },
  }
}

function heldRows(ask: Ask, count: bigint): HeldRows {
  const rows: RowSource = { sql: `SELECT * FROM ${HELD}` }
  return {
    rows,
    count,
    async faults(contract, wish) {
      const inRows = await faultsInRows(ask, contract, wish)
      const { key, beside } = wish
      if (key.length === 0) return inRows
      const columns = key.map(name).join(', ')
      // As many hashes as rows: no key is there twice. Texts are grouped only where two hashes are the same.
      const hashed = `SELECT count(DISTINCT hash(${columns})) AS hashes FROM ${HELD}`
      const isUnique = BigInt(String((await ask(hashed))[0]?.hashes ?? 0)) === count
      const twice = `SELECT ${columns}, count(*) AS rows FROM ${HELD} GROUP BY ${columns} HAVING count(*) > 1`
      const repeated = isUnique ? [] : await keyFault(ask, 'key', 'is there more than once', key, twice)
      if (beside === undefined) return [...inRows, ...repeated]
      const known = `SELECT ${columns} FROM ${HELD} SEMI JOIN (${beside.sql}) USING (${columns})`
      return [...inRows, ...repeated, ...(await keyFault(ask, 'key-beside', 'is there on another day too', key, known))]
    },
    async equal({ sql }) {
      const moments = (await ask(`DESCRIBE SELECT * FROM (${sql})`))
        .filter(({ column_type }) => column_type === 'TIMESTAMP WITH TIME ZONE')
        .map(({ column_name }) => name(String(column_name)))
      const plain = moments.map((column) => `CAST(${column} AS TIMESTAMP) AS ${column}`)
      const there = `SELECT *${plain.length === 0 ? '' : ` REPLACE (${plain.join(', ')})`} FROM (${sql})`
      const columns = (await ask(`DESCRIBE ${HELD}`)).map(({ column_name }) => name(String(column_name))).join(', ')
      const [a, b] = [`SELECT ${columns} FROM ${HELD}`, `SELECT ${columns} FROM (${there})`]
      const [{ same } = { same: false }] = await ask(
        `SELECT NOT EXISTS (${a} EXCEPT ALL ${b}) AND NOT EXISTS (${b} EXCEPT ALL ${a}) AS same`,
      )
      return same === true
    },
  }
}

/** One scan over all rows; a second for examples where something was found. */
async function faultsInRows(ask: Ask, contract: Contract, { key, day }: OutputWish): Promise<readonly OutputFault[]> {
  const nulls = contract.fields
    .filter(({ required }) => required)
    .map(({ name: field }) => ({ field, sql: `${name(field)} IS NULL`, words: 'is null' }))
  const other =
    day === undefined
      ? []
      : [{ field: day.column, sql: `${name(day.column)} <> DATE ${literal(day.day)}`, words: `is not ${day.day}` }]
  const asked = [
    ...[...nulls, ...contractFaults(contract)].map((fault) => ({ kind: 'column' as const, ...fault })),
    ...other.map((fault) => ({ kind: 'day' as const, ...fault })),
  ]
  const counts = asked.map(({ sql }, i) => `count(*) FILTER (WHERE ${sql}) AS f${i}`)
  const [found = {}] = counts.length === 0 ? [{}] : await ask(`SELECT ${counts.join(', ')} FROM ${HELD}`)
  const faults: OutputFault[] = []
  for (const [i, { kind, field, sql, words }] of asked.entries()) {
    const count = BigInt(String((found as Row)[`f${i}`] ?? 0))
    if (count === 0n) continue
    const shown = key.length === 0 ? [field] : key
    const examples = await ask(
      `SELECT ${shown.map(name).join(', ')} FROM ${HELD} WHERE ${sql} ORDER BY ALL LIMIT ${EXAMPLES}`,
    )
    faults.push({ kind, field, words, count, examples })
  }
  return faults
}

async function keyFault(
  ask: Ask,
  kind: 'key' | 'key-beside',
  words: string,
  key: readonly string[],
  sql: string,
): Promise<readonly OutputFault[]> {
  const columns = key.map(name).join(', ')
  const [{ count } = { count: 0 }] = await ask(
    `SELECT count(*) AS count FROM (SELECT DISTINCT ${columns} FROM (${sql}))`,
  )
  if (BigInt(String(count)) === 0n) return []
  const examples = await ask(`SELECT DISTINCT ${columns} FROM (${sql}) ORDER BY ALL LIMIT ${EXAMPLES}`)
  return [{ kind, words, count: BigInt(String(count)), examples }]
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<readonly Row[]> {
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson()
  } catch (cause) {
    throw new DqError(`the query does not run: ${withoutValues(cause)}`, { cause })
  }
}
