import type { Contract } from '../../../contracts/model.ts'
import { DqError } from '../../../kernel/errors.ts'
import { didYouMean } from '../../../kernel/suggest.ts'
import type { IcebergSchema } from '../../../lake/iceberg/types.ts'
import type { RowSource } from '../../../lake/table/ports.ts'
import { literal } from './column-sql.ts'
import { checkedSource, type FileColumns, fileSource, kindOf, listOf } from './file-source.ts'

export type Ask = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>

export interface UserFiles {
  readonly files: readonly string[]
  readonly schema: IcebergSchema
  readonly contract: Contract
  /** Fields that the table has no place for are left out instead of refused. */
  readonly allowUnknown: boolean
}

/** Rows of files of a user: by earlier names of columns too, and none with a field that the table would lose without a word. */
export async function userRows(ask: Ask, request: UserFiles): Promise<RowSource> {
  const columns = await columnsOf(ask, request)
  const [first, ...others] = columns.unknown
  if (first !== undefined) {
    const more = others.length === 0 ? '' : ` (and ${others.map((one) => `"${one}"`).join(', ')})`
    throw new DqError(`the rows have a field ${unknownWords(first, request)}${more}`, {
      hint: '--allow-unknown leaves out what the table has no place for; a new column begins in the contract',
    })
  }
  return checkedSource(fileSource(request.files, request.schema, columns), request.contract)
}

/** `"oder_id" that bronze.orders has not (did you mean "order_id"?)` */
export function unknownWords(field: string, { schema, contract }: Pick<UserFiles, 'schema' | 'contract'>): string {
  const names = schema.fields.map(({ name }) => name)
  return `"${field}" that ${contract.name} has not${didYouMean(field, names)}`
}

/** What the files have at the top: every row of JSON is asked, as each may have fields of its own. */
export async function columnsOf(
  ask: Ask,
  { files, schema, contract, allowUnknown }: UserFiles,
): Promise<FileColumns & { readonly unknown: readonly string[] }> {
  const names = new Set(schema.fields.map(({ name }) => name))
  const aliases = new Map(
    contract.schema.fields.map((field) => [field.name, field.aliases.filter((one) => !names.has(one))]),
  )
  const isJson = ['json', 'lines'].includes(kindOf(files))
  const there = isJson && allowUnknown ? [] : await ask(columnsSql(files))
  const found = there.map((row) => String(row.name))
  const known = new Set([...names, ...[...aliases.values()].flat()])
  const unknown = allowUnknown ? [] : found.filter((one) => !known.has(one)).sort()
  return { aliases, there: new Set(found), unknown }
}

function columnsSql(files: readonly string[]): string {
  const list = listOf(files)
  switch (kindOf(files)) {
    case 'parquet':
      return `SELECT column_name AS name FROM (DESCRIBE SELECT * FROM read_parquet(${list}, union_by_name = true))`
    case 'csv':
      return `SELECT column_name AS name FROM (DESCRIBE SELECT * FROM read_csv(${list}, header = true, union_by_name = true))`
    // What is no JSON is told by whoever reads the rows, with its line.
    case 'lines':
      return `SELECT DISTINCT unnest(json_keys(json)) AS name FROM read_json_objects(${list}, format = 'newline_delimited', ignore_errors = true)`
    case 'json':
      return `SELECT DISTINCT unnest(json_keys(json)) AS name FROM read_json_objects(${list}, format = ${literal('auto')})`
  }
}
