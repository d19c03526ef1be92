import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { type WantedField, wantedColumns } from '../iceberg/from-contract.ts'

/** Bytes of a text in a key where the contract bounds it nowhere; Doris takes no STRING in a key. */
const KEY_BYTES = 1024

/**
 * A table of Apache Doris for the rows of a contract's table, and the statement that fills it from the lake: a merge-on-write table with
 * the contract's primary key (which has to come first there), replaced as a whole in one step, so a load can be repeated.
 * `catalog` is Doris' own name of the Iceberg catalog. @throws DqError for columns that Doris has no type for.
 */
export function dorisStatements(
  contract: Contract,
  primaryKey: readonly string[],
  catalog: string,
): readonly [table: string, load: string] {
  const columns = wantedColumns(contract.schema)
  const isKey = ({ name }: WantedField): boolean => primaryKey.includes(name)
  const key = primaryKey.map((name) => columns.find((column) => column.name === name)!)
  const ordered = [...key, ...columns.filter((column) => !isKey(column))]
  const lines = ordered.map((column) => {
    const about = column.doc === undefined ? '' : ` COMMENT ${text(column.doc)}`
    return `  ${name(column.name)} ${typeOf(contract, column, isKey(column))} ${column.required ? 'NOT NULL' : 'NULL'}${about}`
  })
  const table = contract.name.split('.').map(name).join('.')
  const leading = (key.length > 0 ? key : ordered.slice(0, 1)).map((column) => name(column.name)).join(', ')
  const create = [
    `CREATE TABLE IF NOT EXISTS ${table} (`,
    lines.join(',\n'),
    ')',
    `${key.length > 0 ? 'UNIQUE' : 'DUPLICATE'} KEY (${leading})`,
    ...(contract.purpose === undefined ? [] : [`COMMENT ${text(contract.purpose)}`]),
    `DISTRIBUTED BY HASH (${leading}) BUCKETS AUTO`,
  ]
  const names = ordered.map((column) => name(column.name)).join(', ')
  const load = `INSERT OVERWRITE TABLE ${table} (${names})\nSELECT ${names}\nFROM ${name(catalog)}.${table}`
  return [create.join('\n'), load]
}

const name = (of: string): string => `\`${of.replaceAll('`', '``')}\``
const text = (of: string): string => `'${of.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

const SIMPLE = {
  boolean: 'BOOLEAN',
  int: 'INT',
  long: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  date: 'DATE',
  timestamp: 'DATETIME(6)',
  timestamptz: 'DATETIME(6)',
} as const

function typeOf({ fields, name: contract }: Contract, { name: column, type }: WantedField, isKey: boolean): string {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision}, ${type.scale})`
    case 'string':
    case 'uuid': {
      // Doris counts bytes; a character of UTF-8 has at most four.
      const most = fields.find((field) => field.name === column)?.constraints.maxLength
      if (most !== undefined) return `VARCHAR(${Math.min(most * 4, 65_533)})`
      return isKey ? `VARCHAR(${KEY_BYTES})` : 'STRING'
    }
    case 'struct':
    case 'list':
    case 'map':
    case 'time':
    case 'binary':
    case 'fixed':
      throw new DqError(`${contract}.${column} is a ${type.kind}: a table of Doris for it is not written here`, {
        hint: 'leave the column out by a view, or write the table by hand',
      })
    default:
      return SIMPLE[type.kind]
  }
}
