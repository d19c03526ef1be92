import type { WantedType } from '../../../src/lake/iceberg/from-contract.ts'
import { type Engine, type Partition, quote, type Where } from './engine.ts'
import { canonical } from './samples.ts'
import type { Trino } from './trino.ts'

/** Trino on its catalog `lake`. */
export const trinoEngine = (trino: Trino): Engine => ({
  name: 'Trino',
  async read(table, columns, where) {
    const names = columns.map(({ name }) => `"${name}"`).join(', ')
    const from = `FROM lake.bronze.${table}${where === undefined ? '' : ` WHERE ${conditionOf(where)}`}`
    const rows = await trino.rows(`SELECT ${names} ${from} ORDER BY id`)
    const files = where === undefined ? 0 : filesIn(await trino.explain(`SELECT ${names} ${from}`))
    return { files, rows: rows.map((row) => row.map((value, i) => textOf(value, columns[i]!.type))) }
  },
  async append(table, columns, source, from, to, shift) {
    const rest = columns.filter(({ name }) => name !== 'id').map(({ name }) => `, "${name}"`)
    await trino.rows(
      `INSERT INTO lake.bronze.${table} SELECT id + ${shift}${rest.join('')} FROM lake.bronze.${source} WHERE id >= ${from} AND id < ${to}`,
    )
  },
  async create(table, columns, partitions) {
    const list = columns.map(({ name, type }) => `"${name}" ${typeSql(type)}`).join(', ')
    const by = partitions.map((one) => quote(partitionSql(one))).join(', ')
    await trino.rows(`CREATE TABLE lake.bronze.${table} (${list}) WITH (partitioning = ARRAY[${by}])`)
  },
})

/** From `EXPLAIN ANALYZE VERBOSE`: what the Iceberg connector says of its splits. A scan that was planned away reads none. */
const filesIn = (text: string): number =>
  [...text.matchAll(/'dataFiles' = LongCount\{total=(\d+)\}/g)].reduce((sum, [, count]) => sum + Number(count), 0)

function conditionOf({ column, comparison, type, value }: Where): string {
  const literal = () => {
    switch (type.kind) {
      case 'boolean':
      case 'int':
        return value
      case 'timestamptz':
        return `TIMESTAMP ${quote(`${value} UTC`)}`
      case 'timestamp':
      case 'date':
      case 'time':
      case 'uuid':
        return `${type.kind.toUpperCase()} ${quote(value)}`
      case 'binary':
      case 'fixed':
        return `X'${value}'`
      case 'string':
        return quote(value)
      default:
        return `CAST('${value}' AS ${typeSql(type)})`
    }
  }
  return `"${column}" ${comparison} ${literal()}`
}

export function typeSql(type: WantedType): string {
  switch (type.kind) {
    case 'struct':
      return `ROW(${type.fields.map(({ name, type }) => `"${name}" ${typeSql(type)}`).join(', ')})`
    case 'list':
      return `ARRAY(${typeSql(type.element)})`
    case 'map':
      return `MAP(VARCHAR, ${typeSql(type.value)})`
    case 'decimal':
      return `DECIMAL(${type.precision}, ${type.scale})`
    case 'fixed':
      return `FIXED(${type.length})`
    case 'int':
      return 'INTEGER'
    case 'long':
      return 'BIGINT'
    case 'float':
      return 'REAL'
    case 'string':
      return 'VARCHAR'
    case 'binary':
      return 'VARBINARY'
    case 'time':
      return 'TIME(6)'
    case 'timestamp':
      return 'TIMESTAMP(6)'
    case 'timestamptz':
      return 'TIMESTAMP(6) WITH TIME ZONE'
    default:
      return type.kind.toUpperCase()
  }
}

function partitionSql([column, transform]: Partition): string {
  const [, name = transform, argument] = /^(\w+)\[(\d+)\]$/.exec(transform) ?? []
  if (argument !== undefined) return `${name}(${column}, ${argument})`
  return name === 'identity' ? column : `${name}(${column})`
}

/** A value of Trino's JSON as the samples write it. */
function textOf(value: unknown, type: WantedType): unknown {
  if (value === null) return null
  switch (type.kind) {
    case 'struct':
      return type.fields.map((field, i) => textOf((value as readonly unknown[])[i], field.type))
    case 'list':
      return (value as readonly unknown[]).map((one) => textOf(one, type.element))
    case 'map':
      return Object.entries(value as Record<string, unknown>).map(([key, one]) => [key, textOf(one, type.value)])
    case 'binary':
    case 'fixed':
      return Buffer.from(String(value), 'base64').toString('hex').toUpperCase()
    case 'timestamptz':
      return String(value).replace(/ UTC$/, '')
    default:
      return canonical(String(value), type)
  }
}
