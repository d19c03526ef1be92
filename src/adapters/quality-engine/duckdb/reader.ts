import { contractTypes } from '../../../contracts/codec/value-type.ts'
import type { Contract } from '../../../contracts/model.ts'
import { DqError } from '../../../kernel/errors.ts'
import type { Type } from '../../../kernel/value-type.ts'
import type { Row } from '../../../quality/expectation.ts'
import { duckdb } from '../../../quality/sql/duckdb.ts'

type Query = (sql: string) => Promise<readonly Row[]>

/** A SELECT over the files. Parquet knows its types; a text's fields get those of the contract, the others DuckDB's guess. */
export async function readerSql(
  files: readonly string[],
  contract: Contract | undefined,
  query: Query,
): Promise<string> {
  const list = `[${files.map(duckdb.text).join(', ')}]`
  const kinds = new Set(files.map(kindOf))
  const [kind] = kinds
  if (kinds.size > 1) throw new DqError(`the files are of several formats: ${[...kinds].join(', ')}`)
  const types = contract === undefined ? new Map<string, Type>() : contractTypes(contract)
  if (kind === 'parquet') return `SELECT * FROM read_parquet(${list}, union_by_name = true)`
  if (kind === 'csv') {
    const known = (await described(`SELECT * FROM read_csv(${list})`, query)).flatMap(({ name }) => {
      const type = typeText(types.get(name))
      return type === undefined ? [] : [`${duckdb.text(name)}: ${duckdb.text(type)}`]
    })
    return `SELECT * FROM read_csv(${list}${known.length === 0 ? '' : `, types = {${known.join(', ')}}`})`
  }
  const json = `SELECT * FROM read_json(${list}, sample_size = -1)`
  const columns = await described(json, query)
  const isEvents = ['topic', 'partition', 'offset', 'value'].every((name) =>
    columns.some((column) => column.name === name),
  )
  const rows = isEvents ? `SELECT unnest(value) FROM (${json})` : json
  const casts = (isEvents ? await described(rows, query) : columns).flatMap(({ name, type: found }) => {
    const type = typeText(types.get(name))
    return type === undefined || type === found
      ? []
      : [`CAST(${duckdb.quote(name)} AS ${type}) AS ${duckdb.quote(name)}`]
  })
  return casts.length === 0 ? rows : `SELECT * REPLACE (${casts.join(', ')}) FROM (${rows})`
}

async function described(sql: string, query: Query): Promise<readonly { name: string; type: string }[]> {
  const columns = await query(`DESCRIBE ${sql}`)
  return columns.map(({ column_name, column_type }) => ({ name: String(column_name), type: String(column_type) }))
}

function kindOf(file: string): 'parquet' | 'csv' | 'json' {
  const ending = /\.(parquet|csv|tsv|json|jsonl|ndjson)(\.gz)?$/.exec(file)?.[1]
  if (ending === 'parquet') return 'parquet'
  if (ending === 'csv' || ending === 'tsv') return 'csv'
  if (ending !== undefined) return 'json'
  throw new DqError(`the ending of ${file} says no format`, {
    hint: 'known: .parquet .csv .tsv .json .jsonl .ndjson, and .gz of the text formats',
  })
}

/** DuckDB's type of a field; undefined for nested ones, whose type is taken as it is found. */
function typeText(type: Type | undefined): string | undefined {
  switch (type?.kind) {
    case 'boolean':
      return 'BOOLEAN'
    case 'int':
      return 'INTEGER'
    case 'int53':
    case 'long':
      return 'BIGINT'
    case 'float':
      return 'FLOAT'
    case 'double':
      return 'DOUBLE'
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`
    case 'string':
      return 'VARCHAR'
    case 'date':
      return 'DATE'
    case 'time':
      return 'TIME'
    case 'timestamp':
      return 'TIMESTAMP'
    default:
      return undefined
  }
}
