import type { Contract, FieldConstraints } from '../../../contracts/model.ts'
import { DqError } from '../../../kernel/errors.ts'
import type { IcebergSchema, NestedField } from '../../../lake/iceberg/types.ts'
import type { RowSource } from '../../../lake/table/ports.ts'
import { duckType, literal, name } from './column-sql.ts'

/** The rows of files of one format, read by the columns of a table: JSON, JSON Lines, CSV, Parquet, .gz of the text formats. */
export function fileSource(files: readonly string[], { fields }: IcebergSchema): RowSource {
  const list = `[${files.map(literal).join(', ')}]`
  const columns = `{${fields.map(({ name: column, type }) => `${literal(column)}: ${literal(textType(type))}`).join(', ')}}`
  const kinds = new Set(files.map((file) => /\.(parquet|csv|json|jsonl|ndjson)(?:\.gz)?$/.exec(file)?.[1]))
  const [kind] = kinds
  if (kinds.size > 1 || kind === undefined)
    throw new DqError(`${files.join(', ')}: no format, or several`, {
      hint: 'files of one format: .jsonl .ndjson .json .csv .parquet, and .gz of the text formats',
    })
  if (kind === 'parquet') return { sql: `SELECT * FROM read_parquet(${list}, union_by_name = true)` }
  if (kind === 'csv') return { sql: `SELECT * FROM read_csv(${list}, header = true, union_by_name = true)` }
  const bytes = fields.filter(({ type }) => type.kind === 'binary' || type.kind === 'fixed')
  const decoded = bytes.map(({ name: column }) => `from_base64(${name(column)}) AS ${name(column)}`)
  const rows = `read_json(${list}, columns = ${columns}, maximum_object_size = 67108864)`
  return { sql: `SELECT * ${decoded.length === 0 ? '' : `REPLACE (${decoded.join(', ')})`} FROM ${rows}` }
}

/** Bytes are base64 in JSON. */
const textType = (type: NestedField['type']): string =>
  type.kind === 'binary' || type.kind === 'fixed' ? 'VARCHAR' : duckType(type)

/**
 * The same rows, and the first that breaks a constraint of the contract (bounds, lengths, patterns, values of an enum) ends the statement:
 * compiled into the scan that writes, so a row is read once.
 */
export function checkedSource({ sql }: RowSource, { fields, schema }: Contract): RowSource {
  const enums = new Map(
    schema.fields.flatMap(({ name: field, type }) => {
      const inner = type.kind === 'union' ? type.branches.find(({ kind }) => kind !== 'null') : type
      return inner?.kind === 'enum' ? [[field, inner.symbols] as const] : []
    }),
  )
  const checked = fields.flatMap(({ name: field, constraints }) => {
    const faults = [...faultsOf(field, constraints), ...enumFault(field, enums.get(field))]
    if (faults.length === 0) return []
    const cases = faults.map(
      ([fault, words]) => `WHEN ${fault} THEN error(${literal(`a row breaks the contract: "${field}" ${words}`)})`,
    )
    return [`CASE ${cases.join(' ')} ELSE ${name(field)} END AS ${name(field)}`]
  })
  return checked.length === 0 ? { sql } : { sql: `SELECT * REPLACE (${checked.join(', ')}) FROM (${sql})` }
}

function faultsOf(field: string, constraints: FieldConstraints): readonly (readonly [sql: string, words: string])[] {
  const of = name(field)
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, pattern } = constraints
  const bounds = (
    [
      ['<', minimum, 'is below'],
      ['>', maximum, 'is above'],
      ['<=', exclusiveMinimum, 'is not above'],
      ['>=', exclusiveMaximum, 'is not below'],
    ] as const
  ).flatMap(([sign, bound, words]) =>
    bound === undefined ? [] : [[`${of} ${sign} ${bound}`, `${words} ${bound}`] as const],
  )
  return [
    ...bounds,
    ...(minLength === undefined ? [] : [[`length(${of}) < ${minLength}`, `is shorter than ${minLength}`] as const]),
    ...(maxLength === undefined ? [] : [[`length(${of}) > ${maxLength}`, `is longer than ${maxLength}`] as const]),
    ...(pattern === undefined
      ? []
      : [[`NOT regexp_matches(${of}, ${literal(pattern)})`, `does not match ${pattern}`] as const]),
  ]
}

const enumFault = (field: string, symbols: readonly string[] | undefined) =>
  symbols === undefined
    ? []
    : [[`${name(field)} NOT IN (${symbols.map(literal).join(', ')})`, `is none of ${symbols.join(', ')}`] as const]
