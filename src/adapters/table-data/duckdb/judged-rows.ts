import { type NestedField, typeText } from '../../../lake/iceberg/types.ts'
import type { RowSource } from '../../../lake/table/ports.ts'
import { duckType, literal, name } from './column-sql.ts'
import { contractFaults } from './contract-faults.ts'
import { type Decimal, exactlySql, type ReadAs, readAs } from './exact-decimal.ts'
import { kindOf } from './file-source.ts'
import { typedJson } from './json-value.ts'
import { rawSql } from './raw-rows.ts'
import { pathKey } from './record-places.ts'
import { type Ask, columnsOf, type UserFiles, unknownWords } from './user-rows.ts'

export interface JudgedRows {
  readonly good: RowSource
  /** Rows that break the contract, by what is wrong; the most frequent first. */
  readonly bad: readonly { readonly reason: string; readonly rows: bigint }[]
  readonly badRows: bigint
}

/**
 * Rows of files of a user, each judged by itself: those that keep the contract, and the others in a file of JSON Lines with their file, their line
 * and every reason. The file is made only when there are any.
 */
export async function judgedRows(ask: Ask, request: UserFiles, badFile: string): Promise<JudgedRows> {
  const columns = await columnsOf(ask, request)
  const sql = request.files.map((file) => `SELECT * FROM (${judgedSql(file, request, columns)})`).join(' UNION ALL ')
  const is = (what: 'bad' | 'good') => `len(__reasons) ${what === 'bad' ? '>' : '='} 0`
  const bad = (
    await ask(
      `SELECT reason, count(*) AS rows FROM (SELECT unnest(__reasons) AS reason FROM (${sql}) WHERE ${is('bad')}) GROUP BY reason ORDER BY rows DESC, reason`,
    )
  ).map(({ reason, rows }) => ({ reason: String(reason), rows: BigInt(String(rows)) }))
  let badRows = 0n
  if (bad.length > 0) {
    const letters = `SELECT __file AS "file", __line AS "line", __reasons AS reasons, __raw AS "row" FROM (${sql}) WHERE ${is('bad')}`
    const [written] = await ask(`COPY (${letters}) TO ${literal(badFile)} (FORMAT json)`)
    badRows = BigInt(String(written?.Count))
  }
  const fields = request.schema.fields.map((field) => name(field.name)).join(', ')
  return { good: { sql: `SELECT ${fields} FROM (${sql}) WHERE ${is('good')}` }, bad, badRows }
}

function judgedSql(
  file: string,
  { schema, contract }: UserFiles,
  { unknown, aliases, there, types: described }: Awaited<ReturnType<typeof columnsOf>>,
): string {
  const kind = kindOf([file])
  const isJson = kind === 'json' || kind === 'lines'
  const values = schema.fields.map((field) => {
    const names = [field.name, ...(aliases.get(field.name) ?? [])]
    return isJson
      ? fromJson(field, names)
      : fromColumns(
          field,
          names.filter((one) => there.has(one)),
          // CSV is read as text here.
          (one, type) => (kind === 'csv' ? 'text' : readAs(described.get(one) ?? '', type)),
        )
  })
  const types = schema.fields.map(({ name: column, type }) => [
    `__given[${literal(column)}] AND ${name(column)} IS NULL`,
    `"${column}" is no ${typeText(type)}`,
  ])
  const required = schema.fields
    .filter((field) => field.required)
    .map(({ name: column }) => [`NOT __given[${literal(column)}]`, `"${column}" is required, and the row has none`])
  const constraints = contractFaults(contract).map(({ sql, field, words }) => [sql, `"${field}" ${words}`])
  const others = unknown.map((field) => [field.sql ?? 'true', `a field ${unknownWords(field, contract)}`])
  const reasons = [...types, ...required, ...constraints, ...others].map(
    ([fault = '', words = '']) => `CASE WHEN ${fault} THEN ${literal(words)} END`,
  )
  const list = `list_filter([${reasons.join(', ')}], lambda reason: reason IS NOT NULL)`
  const judged = isJson ? `CASE WHEN json_type(__json) = 'OBJECT' THEN ${list} ELSE ['no JSON object'] END` : list
  const given = values.map(({ column, given }) => `${literal(column)}: ${given}`)
  const typed = values.map(({ column, sql }) => `${sql} AS ${name(column)}`)
  return `SELECT *, ${judged} AS __reasons FROM (
    SELECT __file, __line, __raw, ${isJson ? '__json, ' : ''}{${given.join(', ')}} AS __given, ${typed.join(', ')} FROM (${rawSql(file, kind)}))`
}

const path = (field: string): string => literal(`$.${pathKey(field)}`)

/** A column under any of its names: its value, null where it is none of its type, and whether the row gives any. */
interface Value {
  readonly column: string
  readonly given: string
  readonly sql: string
}

function fromColumns(
  { name: column, type }: NestedField,
  names: readonly string[],
  readAsOf: (name: string, type: Decimal) => ReadAs | undefined,
): Value {
  const [first] = names
  if (first === undefined) return { column, given: 'false', sql: `CAST(NULL AS ${duckType(type)})` }
  const of = names.length > 1 ? `coalesce(${names.map(name).join(', ')})` : name(first)
  const as = type.kind === 'decimal' ? readAsOf(first, type) : undefined
  const sql =
    type.kind === 'decimal' && as !== undefined ? exactlySql(of, type, as) : `CAST(${of} AS ${duckType(type)})`
  return { column, given: `${of} IS NOT NULL`, sql: `TRY(${sql})` }
}

function fromJson({ name: column, type }: NestedField, names: readonly string[]): Value {
  const json = names.map((one) => `nullif(json_extract(__json, ${path(one)}), 'null'::JSON)`)
  const of = json.length > 1 ? `coalesce(${json.join(', ')})` : (json[0] ?? 'NULL')
  return { column, given: `${of} IS NOT NULL`, sql: `TRY(${typedJson(of, type)})` }
}
