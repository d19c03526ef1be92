import type { Contract } from '../../../contracts/model.ts'
import { DqError } from '../../../kernel/errors.ts'
import { type Column, type ColumnKind, columnsOf } from '../columns.ts'

/** How the rows of one store are written and read. */
export interface Table {
  /** Of a contract: its fields, each a column. */
  readonly columns: readonly Column[] | undefined
  readonly create: string
  /** Binds the columns, then the revision as the time of writing. */
  readonly insert: string
  /** Binds the key; gives the columns and the revision. */
  readonly select: string
  /** Binds the time of writing, then the key. */
  readonly remove: string
  /** As Cassandra lists it. */
  readonly name: string
}

/** The column that holds the row's revision. */
export const REVISION = '_revision'

// biome-ignore format: one row a kind
const CQL: Readonly<Record<ColumnKind, string>> = {
  boolean: 'boolean',
  int:     'int',
  long:    'bigint',
  float:   'float',
  double:  'double',
  decimal: 'decimal',
  text:    'text',
  bytes:   'blob',
  json:    'text',
}

/** Rows of stores without a contract, all in one table. */
export const anyTable = (keyspace: string): Table => ({
  columns: undefined,
  create: `CREATE TABLE IF NOT EXISTS ${keyspace}.keyed_row (store text, key text, value text, "${REVISION}" bigint, PRIMARY KEY ((store, key)))`,
  insert: `INSERT INTO ${keyspace}.keyed_row (store, key, value, "${REVISION}") VALUES (?, ?, ?, ?) USING TIMESTAMP ?`,
  select: `SELECT value, "${REVISION}" FROM ${keyspace}.keyed_row WHERE store = ? AND key = ?`,
  remove: `DELETE FROM ${keyspace}.keyed_row USING TIMESTAMP ? WHERE store = ? AND key = ?`,
  name: 'keyed_row',
})

/** The table of a contract: a column for each field, and the contract's key as the key. */
export function tableOf(keyspace: string, contract: Contract): Table {
  const columns = columnsOf(contract)
  const { key } = contract.settings
  if (key === undefined || columns.find(({ name }) => name === key)?.kind !== 'text')
    throw new DqError(`${contract.name} cannot be a table in Cassandra: its key is no text`, {
      hint: 'set the property "key" of the contract to a field of type string',
      at: contract.places.setting('key'),
    })
  const table = `${keyspace}.${tableName(contract.name)}`
  const names = [...columns.map(({ name }) => name), REVISION].map((name) => `"${name}"`)
  const types = [...columns.map(({ kind }) => CQL[kind]), 'bigint']
  const body = names.map((name, i) => `${name} ${types[i]}`).join(', ')
  return {
    columns,
    create: `CREATE TABLE IF NOT EXISTS ${table} (${body}, PRIMARY KEY ("${key}"))`,
    insert: `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) USING TIMESTAMP ?`,
    select: `SELECT ${names.join(', ')} FROM ${table} WHERE "${key}" = ?`,
    remove: `DELETE FROM ${table} USING TIMESTAMP ? WHERE "${key}" = ?`,
    name: tableName(contract.name),
  }
}

/** Names of tables have letters, digits and underscores only. */
const tableName = (store: string): string => store.replaceAll(/[^A-Za-z0-9_]/g, '_').toLowerCase()
