import { fileURLToPath } from 'node:url'
import { fetchFiles } from '../../../src/adapters/stack/processes/downloads/cache.ts'
import { bundleOf } from '../../../src/adapters/stack/processes/downloads/lock.ts'
import { javaOf } from '../../../src/adapters/stack/processes/jdk.ts'
import type { WantedType } from '../../../src/lake/iceberg/from-contract.ts'
import { type PythonPeer, pythonWith, startPeer } from '../../python-peer.ts'
import { SPARK } from './alter.ts'
import type { Changing } from './changes.ts'
import { type Found, partitionSql, quote, type Where } from './engine.ts'
import type { Evolving } from './evolutions.ts'
import type { Formatted } from './formats.ts'
import { canonicalValue } from './samples.ts'

const PYSPARK = '3.5.9'

export interface Spark extends Evolving, Changing, Formatted {
  run(sql: string): Promise<readonly (readonly unknown[])[]>
  end(): Promise<void>
}

/** A session of PySpark in this machine's memory, on the catalog `lake`. Java 21 of the stack; Spark 3.5 itself asks for 8, 11 or 17. */
export async function startSpark(cacheDir: string, nessie: string, warehouse: string): Promise<Spark> {
  const say = (text: string) => console.error(`spark: ${text}`)
  const cache = `${cacheDir}/stack`
  const jars = await fetchFiles(cache, bundleOf('spark').files, say)
  const java = await javaOf(cache, new Map([['jdk21', await fetchFiles(cache, bundleOf('jdk21').files, say)]]), say)
  const python = pythonWith(cacheDir, `pyspark-${PYSPARK}`, [`pyspark==${PYSPARK}`, 'py4j==0.10.9.9'])
  const script = fileURLToPath(new URL('peers/spark.py', import.meta.url))
  const peer = startPeer(python, [script, jars.join(','), nessie, warehouse], {
    JAVA_HOME: (java ?? '').replace(/\/bin\/java$/, ''),
    SPARK_LOCAL_IP: '127.0.0.1',
    TZ: 'UTC',
  })
  return sparkOn(peer)
}

function sparkOn(peer: PythonPeer): Spark {
  const run = async (sql: string) =>
    (await peer.ask<{ rows: readonly (readonly unknown[])[] }>({ do: 'sql', sql })).rows
  return {
    name: 'Spark',
    run,
    end: () => peer.end(),
    async read(table, columns, where) {
      const names = columns.map(({ name }) => `\`${name}\``).join(', ')
      const sql = `SELECT ${names} FROM lake.bronze.${table}${where === undefined ? '' : ` WHERE ${conditionOf(where)}`} ORDER BY id`
      const { rows, files } = await peer.ask<Found>({ do: 'read', sql })
      return { files, rows: rows.map((row) => row.map((value, i) => canonicalValue(value, columns[i]!.type))) }
    },
    async readAt(table, columns, snapshot) {
      const names = columns.map(({ name }) => `\`${name}\``).join(', ')
      const rows = await run(`SELECT ${names} FROM lake.bronze.${table} VERSION AS OF ${snapshot} ORDER BY id`)
      return rows.map((row) => row.map((value, i) => canonicalValue(value, columns[i]!.type)))
    },
    readOnBranch: (table, _, branch) => run(`SELECT id, word FROM lake.bronze.\`${table}@${branch}\` ORDER BY id`),
    changes: {
      'rows deleted': async (table) => {
        const modes = ['delete', 'update', 'merge'].map((one) => `'write.${one}.mode' = 'merge-on-read'`)
        await run(`ALTER TABLE lake.bronze.${table} SET TBLPROPERTIES (${modes.join(', ')})`)
        await run(`DELETE FROM lake.bronze.${table} WHERE id = 1`)
      },
      'rows updated': (table) => run(`UPDATE lake.bronze.${table} SET word = 'new' WHERE id = 2`),
      'rows merged': (table) =>
        run(`MERGE INTO lake.bronze.${table} t USING (SELECT explode(array(3L, 4L, 9L)) AS id) s ON t.id = s.id
          WHEN MATCHED AND t.id = 3 THEN DELETE WHEN MATCHED THEN UPDATE SET word = 'merged'
          WHEN NOT MATCHED THEN INSERT (id, word, at) VALUES (s.id, 'fresh', TIMESTAMP '2024-01-13 12:00:00')`),
      'files compacted': async (table) => {
        const options = "map('rewrite-all', 'true', 'remove-dangling-deletes', 'true')"
        await run(`CALL lake.system.rewrite_data_files(table => 'bronze.${table}', options => ${options})`)
        await run(
          `CALL lake.system.rewrite_position_delete_files(table => 'bronze.${table}', options => map('rewrite-all', 'true'))`,
        )
      },
      'manifests written again': (table) => run(`CALL lake.system.rewrite_manifests('bronze.${table}')`),
      'snapshots expired': (table) =>
        run(
          `CALL lake.system.expire_snapshots(table => 'bronze.${table}', older_than => TIMESTAMP '9999-01-01 00:00:00', retain_last => 1)`,
        ),
    },
    formats: Object.fromEntries(
      [
        ['format version 1', "'format-version' = '1'"],
        ['format version 3', "'format-version' = '3'"],
        ['files of ORC', "'write.format.default' = 'orc'"],
        ['files of Avro', "'write.format.default' = 'avro'"],
        [
          'Parquet by gzip, pages of version 2',
          "'write.parquet.compression-codec' = 'gzip', 'write.parquet.page-version' = 'v2'",
        ],
        ['files in folders of hashes', "'write.object-storage.enabled' = 'true'"],
      ].map(([label, properties]) => [
        label,
        async (table: string) => {
          await run(
            `CREATE TABLE lake.bronze.${table} (id BIGINT, word STRING) USING iceberg TBLPROPERTIES (${properties})`,
          )
          await run(`INSERT INTO lake.bronze.${table} VALUES (1, 'a'), (2, 'b')`)
        },
      ]),
    ),
    async repartition(table) {
      await run(`ALTER TABLE lake.bronze.${table} REPLACE PARTITION FIELD days(at) WITH months(at)`)
      await run(`ALTER TABLE lake.bronze.${table} ADD PARTITION FIELD bucket(4, word)`)
    },
    async alter(table, change) {
      for (const one of SPARK[change]) await run(`ALTER TABLE lake.bronze.${table} ${one}`)
    },
    async append(table, columns, source, from, to, shift) {
      const names = columns.map(({ name }) => `\`${name}\``)
      const values = names.map((name) => (name === '`id`' ? `id + ${shift}` : name)).join(', ')
      await run(
        `INSERT INTO lake.bronze.${table} (${names.join(', ')}) SELECT ${values} FROM lake.bronze.${source} WHERE id >= ${from} AND id < ${to}`,
      )
    },
    async create(table, columns, partitions) {
      const list = columns
        .map(({ name, type, required }) => `\`${name}\` ${typeSql(type)}${required ? ' NOT NULL' : ''}`)
        .join(', ')
      const by =
        partitions.length === 0
          ? ''
          : ` PARTITIONED BY (${partitions.map((one) => partitionSql(one, { widthFirst: true, plural: true })).join(', ')})`
      await run(`CREATE TABLE lake.bronze.${table} (${list}) USING iceberg${by}`)
    },
  }
}

function conditionOf({ column, comparison, type, value }: Where): string {
  const literal = () => {
    switch (type.kind) {
      case 'boolean':
      case 'int':
        return value
      case 'timestamp':
        return `TIMESTAMP_NTZ ${quote(value)}`
      case 'timestamptz':
        return `TIMESTAMP ${quote(value)}`
      case 'date':
        return `DATE ${quote(value)}`
      case 'binary':
      case 'fixed':
        return `X'${value}'`
      case 'string':
      case 'uuid':
        return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
      default:
        return `CAST('${value}' AS ${typeSql(type)})`
    }
  }
  return `\`${column}\` ${comparison} ${literal()}`
}

function typeSql(type: WantedType): string {
  switch (type.kind) {
    case 'struct':
      return `STRUCT<${type.fields.map(({ name, type }) => `${name}: ${typeSql(type)}`).join(', ')}>`
    case 'list':
      return `ARRAY<${typeSql(type.element)}>`
    case 'map':
      return `MAP<STRING, ${typeSql(type.value)}>`
    case 'decimal':
      return `DECIMAL(${type.precision}, ${type.scale})`
    case 'fixed':
      return `FIXED(${type.length})`
    case 'long':
      return 'BIGINT'
    case 'timestamptz':
      return 'TIMESTAMP'
    case 'timestamp':
      return 'TIMESTAMP_NTZ'
    default:
      return type.kind.toUpperCase()
  }
}
