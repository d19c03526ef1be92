import type { WantedType } from '../../../src/lake/iceberg/from-contract.ts'
import { TRINO } from './alter.ts'
import type { Changing } from './changes.ts'
import { partitionSql, quote, type Where } from './engine.ts'
import type { Evolving } from './evolutions.ts'
import type { Formatted } from './formats.ts'
import { canonical } from './samples.ts'
import type { Trino } from './trino.ts'

/** Trino on its catalog `lake`, and on those of other branches. */
export const trinoEngine = (
  trino: Trino,
  onBranch: (branch: string) => Promise<string>,
): Evolving & Changing & Formatted => ({
  name: 'Trino',
  async read(table, columns, where) {
    const names = columns.map(({ name }) => `"${name}"`).join(', ')
    const from = `FROM lake.bronze.${table}${where === undefined ? '' : ` WHERE ${conditionOf(where)}`}`
    const { rows, files } = await trino.scan(`SELECT ${names} ${from} ORDER BY id`)
    return { files, rows: rows.map((row) => row.map((value, i) => textOf(value, columns[i]!.type))) }
  },
  async readAt(table, columns, snapshot) {
    const names = columns.map(({ name }) => `"${name}"`).join(', ')
    const rows = await trino.rows(`SELECT ${names} FROM lake.bronze.${table} FOR VERSION AS OF ${snapshot} ORDER BY id`)
    return rows.map((row) => row.map((value, i) => textOf(value, columns[i]!.type)))
  },
  readOnBranch: async (table, _, branch) =>
    trino.rows(`SELECT id, word FROM "${await onBranch(branch)}".bronze.${table} ORDER BY id`),
  changes: {
    'rows deleted': (table) => trino.rows(`DELETE FROM lake.bronze.${table} WHERE id = 1`),
    'rows updated': (table) => trino.rows(`UPDATE lake.bronze.${table} SET word = 'new' WHERE id = 2`),
    'rows merged': (table) =>
      trino.rows(`MERGE INTO lake.bronze.${table} t USING (VALUES 3, 4, 9) s(id) ON t.id = s.id
        WHEN MATCHED AND t.id = 3 THEN DELETE WHEN MATCHED THEN UPDATE SET word = 'merged'
        WHEN NOT MATCHED THEN INSERT (id, word, at) VALUES (s.id, 'fresh', TIMESTAMP '2024-01-13 12:00:00 UTC')`),
    'files compacted': (table) => trino.rows(`ALTER TABLE lake.bronze.${table} EXECUTE optimize`),
    'manifests written again': (table) => trino.rows(`ALTER TABLE lake.bronze.${table} EXECUTE optimize_manifests`),
    'snapshots expired': (table) =>
      trino.rows(`ALTER TABLE lake.bronze.${table} EXECUTE expire_snapshots(retention_threshold => '0s')`),
  },
  formats: Object.fromEntries(
    [
      ['format version 1', 'format_version = 1'],
      ['files of ORC', "format = 'ORC'"],
      ['files of Avro', "format = 'AVRO'"],
      ['sorted files', "sorted_by = ARRAY['word']"],
    ].map(([label, properties]) => [
      label,
      (table: string) =>
        trino.rows(
          `CREATE TABLE lake.bronze.${table} WITH (${properties}) AS SELECT * FROM (VALUES (BIGINT '1', VARCHAR 'a'), (2, 'b')) t(id, word)`,
        ),
    ]),
  ),
  repartition: (table) =>
    trino.rows(`ALTER TABLE lake.bronze.${table} SET PROPERTIES partitioning = ARRAY['month(at)', 'bucket(word, 4)']`),
  async alter(table, change) {
    for (const one of TRINO[change]) await trino.rows(`ALTER TABLE lake.bronze.${table} ${one}`)
  },
  async append(table, columns, source, from, to, shift) {
    const names = columns.map(({ name }) => `"${name}"`)
    const values = names.map((name) => (name === '"id"' ? `id + ${shift}` : name)).join(', ')
    await trino.rows(
      `INSERT INTO lake.bronze.${table} (${names.join(', ')}) SELECT ${values} FROM lake.bronze.${source} WHERE id >= ${from} AND id < ${to}`,
    )
  },
  async create(table, columns, partitions) {
    const list = columns
      .map(({ name, type, required }) => `"${name}" ${typeSql(type)}${required ? ' NOT NULL' : ''}`)
      .join(', ')
    const by = partitions.map((one) => quote(partitionSql(one))).join(', ')
    await trino.rows(`CREATE TABLE lake.bronze.${table} (${list}) WITH (partitioning = ARRAY[${by}])`)
  },
})

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

function typeSql(type: WantedType): string {
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
