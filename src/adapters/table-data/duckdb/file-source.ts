import type { Contract } from '../../../contracts/model.ts'
import { DqError } from '../../../kernel/errors.ts'
import type { IcebergSchema, NestedField } from '../../../lake/iceberg/types.ts'
import type { RowSource } from '../../../lake/table/ports.ts'
import { duckType, guarded, literal, name } from './column-sql.ts'
import { contractFaults } from './contract-faults.ts'
import { type Decimal, type ReadAs, readAs, roundedSql, roundedWords } from './exact-decimal.ts'
import { insideSql, isReadInside, misfitGuard } from './inside-json.ts'

export type FileKind = 'parquet' | 'csv' | 'json' | 'lines'

/** The one format of the files, by their names; throws a DqError for others and for several. */
export function kindOf(files: readonly string[]): FileKind {
  const kinds = new Set(files.map((file) => /\.(parquet|csv|json|jsonl|ndjson)(?:\.gz)?$/.exec(file)?.[1]))
  const [kind] = kinds
  if (kinds.size === 1 && (kind === 'parquet' || kind === 'csv' || kind === 'json')) return kind
  if (kind !== undefined && [...kinds].every((one) => one === 'jsonl' || one === 'ndjson')) return 'lines'
  const what = files.length === 1 ? 'its name has no ending of a format' : 'these are no files of one format'
  throw new DqError(`${files.join(', ')}: ${what}`, {
    hint: 'files of one format: .jsonl .ndjson .json .csv .parquet, and .gz of the text formats',
  })
}

export const listOf = (files: readonly string[]): string => `[${files.map(literal).join(', ')}]`

/** Earlier names of columns, and which columns files of CSV and Parquet have: those of JSON may each differ by row. */
export interface FileColumns {
  readonly aliases: ReadonlyMap<string, readonly string[]>
  readonly there: ReadonlySet<string>
}

/** What is known of files before they are read. */
export interface KnownOfFiles extends Partial<FileColumns> {
  /** Bytes that no line of JSON exceeds; there is one value a line. DuckDB holds two of the longest line it expects for each thread: 32 MiB where nobody says. */
  readonly longest?: number
  /** Decimals that a cast would round end the statement: for rows that nobody has looked at yet. `types`: of columns of CSV and Parquet. */
  readonly exact?: { readonly types: ReadonlyMap<string, string> }
}

const LEAST_LINE = 1024 * 1024

/** The rows of files of one format, read by the columns of a table, also by their earlier names: JSON, JSON Lines, CSV, Parquet, .gz of the text formats. */
export function fileSource(
  files: readonly string[],
  { fields }: IcebergSchema,
  { aliases = new Map(), there = new Set(), longest, exact }: KnownOfFiles = {},
): RowSource {
  const kind = kindOf(files)
  const list = listOf(files)
  const namesOf = (column: string): readonly string[] => [column, ...(aliases.get(column) ?? [])]
  const checked = (rows: string, as: (column: string, type: Decimal) => ReadAs | undefined): string =>
    exact === undefined ? rows : withExactDecimals(rows, fields, namesOf, as)
  if (kind === 'parquet' || kind === 'csv') {
    const read = kind === 'csv' ? 'read_csv' : 'read_parquet'
    const options = kind === 'csv' ? ', header = true' : ''
    const rows = checked(`${read}(${list}${options}, union_by_name = true)`, (column, type) =>
      readAs(exact?.types.get(column) ?? '', type),
    )
    return withNewNames(rows, fields, aliases, (column) => there.has(column))
  }
  const isExact = exact !== undefined
  const isText = (type: NestedField['type']): boolean => isExact && type.kind === 'decimal'
  const columns = fields.flatMap(({ name: column, type }) => {
    const as = isReadInside(type, isExact) ? 'JSON' : isText(type) ? 'VARCHAR' : textType(type)
    return namesOf(column).map((one) => `${literal(one)}: ${literal(as)}`)
  })
  const isBytes = ({ type }: NestedField): boolean => type.kind === 'binary' || type.kind === 'fixed'
  const decode = (field: NestedField, sql: string): string => {
    if (isReadInside(field.type, isExact)) return insideSql(sql, field.type)
    if (isBytes(field)) return `from_base64(${sql})`
    return isText(field.type) ? `CAST(${sql} AS ${duckType(field.type)})` : sql
  }
  const size =
    longest === undefined
      ? ''
      : `, format = 'newline_delimited', maximum_object_size = ${Math.max(longest, LEAST_LINE)}`
  const rows = checked(`read_json(${list}, columns = {${columns.join(', ')}}${size})`, () => 'text')
  const misfits = isExact ? fields.filter(({ type }) => isReadInside(type, true)) : []
  const guards = misfits.flatMap(({ name: column, type }) => namesOf(column).map((one) => misfitGuard(one, type)))
  const fitting = guards.length === 0 ? rows : `(${guarded(`SELECT * FROM ${rows}`, guards)})`
  return withNewNames(fitting, fields, aliases, () => true, decode)
}

/** Rows of which the first with a decimal that would be rounded ends the statement. */
function withExactDecimals(
  rows: string,
  fields: readonly NestedField[],
  namesOf: (column: string) => readonly string[],
  as: (column: string, type: Decimal) => ReadAs | undefined,
): string {
  const guards = fields.flatMap(({ name: column, type }) =>
    type.kind !== 'decimal'
      ? []
      : namesOf(column).flatMap((one) => {
          const read = as(one, type)
          const message = `a row breaks the contract: "${one}" ${roundedWords(type)}`
          return read === undefined ? [] : [{ sql: roundedSql(name(one), type, read), message }]
        }),
  )
  return guards.length === 0 ? rows : `(${guarded(`SELECT * FROM ${rows}`, guards)})`
}

/** Rows with the columns' names of now: what stands under an earlier one is taken where the new one has nothing. */
function withNewNames(
  rows: string,
  fields: readonly NestedField[],
  aliases: FileColumns['aliases'],
  has: (column: string) => boolean,
  decode: (field: NestedField, sql: string) => string = (_, sql) => sql,
): RowSource {
  const dropped: string[] = []
  const replaced: string[] = []
  const renamed: string[] = []
  for (const field of fields) {
    const earlier = (aliases.get(field.name) ?? []).filter(has)
    const named = [field.name, ...earlier].filter(has).map(name)
    const bare = named.length > 1 ? `coalesce(${named.join(', ')})` : (named[0] ?? name(field.name))
    const sql = decode(field, bare)
    dropped.push(...earlier.map(name))
    if (earlier.length > 0 && !has(field.name)) renamed.push(`${sql} AS ${name(field.name)}`)
    else if (sql !== name(field.name)) replaced.push(`${sql} AS ${name(field.name)}`)
  }
  const exclude = dropped.length === 0 ? '' : ` EXCLUDE (${dropped.join(', ')})`
  const replace = replaced.length === 0 ? '' : ` REPLACE (${replaced.join(', ')})`
  return { sql: `SELECT ${[`*${exclude}${replace}`, ...renamed].join(', ')} FROM ${rows}` }
}

/** Bytes are base64 in JSON. */
const textType = (type: NestedField['type']): string =>
  type.kind === 'binary' || type.kind === 'fixed' ? 'VARCHAR' : duckType(type)

/**
 * The same rows, and the first that breaks a constraint of the contract (bounds, lengths, patterns, values of an enum) ends the statement:
 * compiled into the scan that writes, so a row is read once.
 */
export function checkedSource(
  { sql }: RowSource,
  contract: Contract,
  has: (column: string) => boolean = () => true,
): RowSource {
  const guards = contractFaults(contract)
    .filter(({ field }) => has(field))
    .map(({ field, sql: fault, words }) => ({
      sql: fault,
      message: `a row breaks the contract: "${field}" ${words}`,
    }))
  return { sql: guarded(`SELECT * FROM (${sql})`, guards) }
}
