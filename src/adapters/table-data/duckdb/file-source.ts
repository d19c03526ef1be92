import type { Contract } from '../../../contracts/model.ts'
import { DqError } from '../../../kernel/errors.ts'
import type { IcebergSchema, NestedField } from '../../../lake/iceberg/types.ts'
import type { RowSource } from '../../../lake/table/ports.ts'
import { duckType, literal, name } from './column-sql.ts'
import { contractFaults } from './contract-faults.ts'

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
  const rows = `read_json(${list}, columns = ${columns})`
  return { sql: `SELECT * ${decoded.length === 0 ? '' : `REPLACE (${decoded.join(', ')})`} FROM ${rows}` }
}

/** Bytes are base64 in JSON. */
const textType = (type: NestedField['type']): string =>
  type.kind === 'binary' || type.kind === 'fixed' ? 'VARCHAR' : duckType(type)

/**
 * The same rows, and the first that breaks a constraint of the contract (bounds, lengths, patterns, values of an enum) ends the statement:
 * compiled into the scan that writes, so a row is read once.
 */
export function checkedSource({ sql }: RowSource, contract: Contract): RowSource {
  const checked = [...Map.groupBy(contractFaults(contract), ({ field }) => field)].map(([field, faults]) => {
    const cases = faults.map(
      ({ sql: fault, words }) =>
        `WHEN ${fault} THEN error(${literal(`a row breaks the contract: "${field}" ${words}`)})`,
    )
    return `CASE ${cases.join(' ')} ELSE ${name(field)} END AS ${name(field)}`
  })
  return checked.length === 0 ? { sql } : { sql: `SELECT * REPLACE (${checked.join(', ')}) FROM (${sql})` }
}
