import { contractTypes } from '../../contracts/codec/value-type.ts'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { sqlIdentifier } from '../../kernel/sql-text.ts'
import type { Type } from '../../kernel/value-type.ts'

/**
 * The record of a contract out of the columns of a table, as a struct whose JSON is in the conventions of fixtures. DuckDB's text; exact:
 * decimals and whole numbers of 64 bits as texts, times with six digits, bytes in base64.
 */
export function recordSql(
  contract: Pick<Contract, 'name' | 'schema' | 'fields'>,
  column: (field: string) => string = sqlIdentifier,
): string {
  const types = contractTypes(contract)
  return structSql(
    contract.schema.fields.map(({ name }) => [
      name,
      valueSql(column(name), types.get(name), `${contract.name}.${name}`),
    ]),
  )
}

const structSql = (members: readonly (readonly [name: string, sql: string])[]): string =>
  `struct_pack(${members.map(([name, sql]) => `${sqlIdentifier(name)} := ${sql}`).join(', ')})`

function valueSql(column: string, type: Type | undefined, path: string): string {
  switch (type?.kind) {
    case 'timestamp':
      return `strftime(CAST(${column} AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%fZ')`
    case 'time':
      return `strftime(DATE '1970-01-01' + ${column}, '%H:%M:%S.%f')`
    case 'decimal':
    case 'date':
    case 'long':
      return `CAST(${column} AS VARCHAR)`
    case 'bytes':
      return `base64(${column})`
    case 'array':
      return isPlain(type.items) ? column : `list_transform(${column}, x -> ${valueSql('x', type.items, path)})`
    case 'record': {
      const members = type.fields.map(({ name, type: inner }): [string, string] => [
        name,
        valueSql(`${column}.${sqlIdentifier(name)}`, inner, `${path}.${name}`),
      ])
      return `CASE WHEN ${column} IS NULL THEN NULL ELSE ${structSql(members)} END`
    }
    case 'map':
      if (isPlain(type.values)) return column
      throw unsaid(path)
    case 'union':
      throw unsaid(path)
    default:
      return column
  }
}

/** Its JSON is DuckDB's own. */
const isPlain = ({ kind }: Type): boolean => ['boolean', 'int', 'int53', 'float', 'double', 'string'].includes(kind)

const unsaid = (path: string): DqError =>
  new DqError(`${path} cannot be said again out of a table`, { hint: 'give the topic as a file: --input' })
