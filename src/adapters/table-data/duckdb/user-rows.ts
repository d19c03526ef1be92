import type { Contract } from '../../../contracts/model.ts'
import { DqError } from '../../../kernel/errors.ts'
import { pointer } from '../../../kernel/json.ts'
import { didYouMean } from '../../../kernel/suggest.ts'
import type { IcebergSchema } from '../../../lake/iceberg/types.ts'
import type { RowSource } from '../../../lake/table/ports.ts'
import { literal } from './column-sql.ts'
import { checkedSource, type FileColumns, fileSource, kindOf, listOf } from './file-source.ts'
import { pathKey, type UnknownField } from './record-places.ts'
import { type FoundUnknown, firstUnknown, unknownInside } from './unknown-fields.ts'

export type Ask = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>

export interface UserFiles {
  readonly files: readonly string[]
  /** How the user calls them. */
  readonly shown?: readonly string[]
  readonly schema: IcebergSchema
  readonly contract: Contract
  /** Fields that the table has no place for are left out instead of refused. */
  readonly allowUnknown: boolean
}

/** Rows of files of a user: by earlier names of columns too, and none with a field that the table would lose without a word. */
export async function userRows(ask: Ask, request: UserFiles): Promise<RowSource> {
  const columns = await columnsOf(ask, request)
  if (columns.unknown.length > 0) throw await unknownError(ask, request, columns)
  const { aliases, there } = columns
  const isJson = ['json', 'lines'].includes(kindOf(request.files))
  const has = (column: string): boolean => [column, ...(aliases.get(column) ?? [])].some((one) => there.has(one))
  const rows = fileSource(request.files, request.schema, { ...columns, exact: columns })
  return checkedSource(rows, request.contract, (column) => isJson || has(column))
}

/** The first unknown field of the first row that has one, where rows are looked at; and the names of the others. */
async function unknownError(ask: Ask, request: UserFiles, columns: UserColumns): Promise<DqError> {
  const { files, shown = files, contract } = request
  const { unknown, types } = columns
  const kind = kindOf(files)
  const first = await firstUnknown(ask, { ...request, ...columns, kind }, unknown, types)
  const field = first?.field ?? unknown[0]!
  const others = unknown.filter((one) => one.name !== field.name).map(unknownName)
  const more = others.length === 0 ? '' : ` (and ${others.join(', ')})`
  const who = first === undefined || kind === 'lines' ? 'the rows have' : `row ${first.row} has`
  const file = first && (shown[files.indexOf(first.file)] ?? first.file)
  return new DqError(`${who} a field ${unknownWords(field, contract)}${more}`, {
    hint: 'a new column begins in the contract; dq table append --allow-unknown leaves out what the table has no place for',
    ...(file !== undefined && {
      // Of a pattern nobody knows which file the row is in.
      at: { file, ...(kind === 'lines' && !/[*?[]/.test(file) && { line: first!.row }) },
    }),
  })
}

/** `"oder_id" that bronze.orders has not (did you mean "order_id"?)`, of an inner one with its pointer. */
export const unknownWords = (field: UnknownField, contract: Contract): string =>
  `${unknownName(field)} that ${contract.name} has not${didYouMean(field.name, field.known)}`

const unknownName = (field: UnknownField): string => `"${field.name}"${isInside(field) ? ` (${field.pointer})` : ''}`

const isInside = ({ name, pointer: at }: UnknownField): boolean => at !== pointer('', name)

export interface UserColumns extends FileColumns {
  /** Of columns of CSV and Parquet, by name. */
  readonly types: ReadonlyMap<string, string>
  readonly unknown: readonly FoundUnknown[]
}

/** What the files have, at the top and inside of records: every row of JSON is asked, as each may have fields of its own. */
export async function columnsOf(ask: Ask, { files, schema, contract, allowUnknown }: UserFiles): Promise<UserColumns> {
  const names = new Set(schema.fields.map(({ name }) => name))
  const aliases = new Map(
    contract.schema.fields.map((field) => [field.name, field.aliases.filter((one) => !names.has(one))]),
  )
  const kind = kindOf(files)
  const isJson = kind === 'json' || kind === 'lines'
  const found = isJson && allowUnknown ? [] : await ask(columnsSql(files))
  const types = new Map(found.map((row) => [String(row.name), String(row.type ?? '')]))
  const columns = { aliases, types, there: new Set(types.keys()) }
  if (allowUnknown) return { ...columns, unknown: [] }
  const known = new Set([...names, ...[...aliases.values()].flat()])
  const top = [...types.keys()]
    .filter((one) => !known.has(one))
    .sort()
    .map((one) => ({
      pointer: pointer('', one),
      name: one,
      known: [...names],
      ...(isJson && { sql: `json_exists(__json, ${literal(`$.${pathKey(one)}`)})` }),
    }))
  const inside = await unknownInside(ask, { files, kind, schema, aliases }, types)
  return { ...columns, unknown: [...top, ...inside] }
}

function columnsSql(files: readonly string[]): string {
  const list = listOf(files)
  switch (kindOf(files)) {
    case 'parquet':
      return `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM read_parquet(${list}, union_by_name = true))`
    case 'csv':
      return `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM read_csv(${list}, header = true, union_by_name = true))`
    // What is no JSON is told by whoever reads the rows, with its line.
    case 'lines':
      // As maps of nothing: each row is parsed once, a third less work than json_keys of its text.
      return `SELECT DISTINCT unnest(map_keys(json)) AS name FROM read_json(${list}, format = 'newline_delimited', records = 'false', ignore_errors = true, columns = {'json': 'MAP(VARCHAR, "NULL")'})`
    case 'json':
      return `SELECT DISTINCT unnest(json_keys(json)) AS name FROM read_json_objects(${list}, format = ${literal('auto')})`
  }
}
