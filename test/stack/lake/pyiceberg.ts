import { fileURLToPath } from 'node:url'
import { parseMetadata } from '../../../src/lake/iceberg/metadata.ts'
import { type Lake, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR } from '../../lake/table/lake.ts'
import { PYICEBERG, type PythonPeer, pythonWith, startPeer } from '../../python-peer.ts'
import type { ObjectStore } from '../nessie-rest.ts'
import { PYICEBERG as CHANGES } from './alter.ts'
import type { Changing } from './changes.ts'
import type { Found, Where } from './engine.ts'
import type { Evolving } from './evolutions.ts'
import { canonicalValue } from './samples.ts'

const script = fileURLToPath(new URL('peers/tables.py', import.meta.url))
const python = (cacheDir: string): string => pythonWith(cacheDir, PYICEBERG.name, PYICEBERG.packages)

/** With its reader and writer of tables; where the tables are it is told, as it does not speak the API of Nessie that takes files on a disk. */
export const startPyiceberg = (cacheDir: string, warehouse: string): PythonPeer =>
  startPeer(python(cacheDir), [script, warehouse], { TZ: 'UTC' })

/** On the branch main of a Nessie by its Iceberg REST endpoint, whose tables lie on an object store. */
export function startPyicebergRest(cacheDir: string, nessie: string, store: ObjectStore): PythonPeer {
  const properties = {
    uri: `${nessie.replace(/\/api\/v2$/, '')}/iceberg/main`,
    warehouse: 'lake',
    's3.endpoint': store.url,
    's3.region': 'us-east-1',
    's3.access-key-id': store.accessKey,
    's3.secret-access-key': store.secretKey,
  }
  return startPeer(python(cacheDir), [script, 'rest', JSON.stringify(properties)], { TZ: 'UTC' })
}

export type Pyiceberg = Evolving & Changing

/** Through Nessie itself. */
export const pyicebergRestEngine = (peer: PythonPeer): Pyiceberg =>
  engineOf('pyiceberg_rest', peer, { at: async (table) => `bronze.${table}`, commit: async () => undefined })

/** By metadata, which Nessie is told afterwards. */
export function pyicebergEngine(peer: PythonPeer, lake: Lake): Pyiceberg {
  const at = async (table: string) => (await loadTable(lake, 'main', ['bronze', table])).content.metadataLocation
  /** What it wrote becomes the table's state on Nessie's main. */
  const commit = async (table: string, metadataLocation: string) => {
    const text = new TextDecoder().decode(await lake.files.read(metadataLocation))
    const { current, schema, spec } = parseMetadata(text, metadataLocation)
    const key = ['bronze', table]
    const head = await lake.catalog.reference('main')
    const before = await lake.catalog.content('main', key)
    const { schemaId } = schema
    const { specId } = spec
    const ids = { snapshotId: current?.id ?? -1n, schemaId, specId, sortOrderId: 0 }
    const content = { kind: 'table' as const, metadataLocation, ...ids }
    const id = before === undefined ? {} : { id: before.id }
    const operations = [{ kind: 'put' as const, key, content, ...id }]
    const done = await lake.catalog.commit({
      branch: 'main',
      expected: head!.hash,
      message: `pyiceberg on ${table}`,
      ...AUTHOR,
      operations,
    })
    if (done.kind !== 'committed') throw new Error(`pyiceberg's state of ${table} was refused: ${done.kind}`)
  }
  return engineOf('pyiceberg', peer, { at, commit })
}

interface Tables {
  /** How the peer is told of a table. */
  at(table: string): Promise<string>
  /** After a change of the peer, with the metadata that it wrote. */
  commit(table: string, metadataLocation: string): Promise<void>
}

function engineOf(name: string, peer: PythonPeer, { at, commit }: Tables): Pyiceberg {
  const change = async (table: string, task: object) =>
    commit(table, (await peer.ask<{ metadata: string }>({ table: await at(table), ...task })).metadata)
  const filterOf = ({ column, comparison, type, value }: Where) => ({ column, comparison, value, kind: type.kind })
  return {
    name,
    async read(table, columns, where) {
      const names = columns.map((column) => column.name)
      const task = { do: 'read', table: await at(table), columns: names, ...(where && { where: filterOf(where) }) }
      const { rows, files } = await peer.ask<Found>(task)
      return { files, rows: rows.map((row) => row.map((value, i) => canonicalValue(value, columns[i]!.type))) }
    },
    append: async (table, _columns, source, low, high, shift) =>
      change(table, { do: 'append', source: await at(source), low, high, shift }),
    async alter(table, kind) {
      // Each a change of its own, as statements of SQL are.
      for (const call of CHANGES[kind]) await change(table, { do: 'alter', call })
    },
    changes: {
      'rows deleted': (table) =>
        change(table, { do: 'delete', where: { column: 'id', comparison: '=', value: '1', kind: 'long' } }),
    },
    async readAt(table, columns, snapshot) {
      const task = {
        do: 'read',
        table: await at(table),
        columns: columns.map((column) => column.name),
        snapshot: String(snapshot),
      }
      const { rows } = await peer.ask<Found>(task)
      return rows.map((row) => row.map((value, i) => canonicalValue(value, columns[i]!.type)))
    },
    repartition: (table) =>
      change(table, {
        do: 'respec',
        removed: ['p0'],
        added: [
          ['at', 'month', 'at_month'],
          ['word', 'bucket[4]', 'word_bucket'],
        ],
      }),
    async create(table, _columns, fields, like) {
      const task = { do: 'create', name: `bronze.${table}`, source: await at(like), fields }
      await commit(table, (await peer.ask<{ metadata: string }>(task)).metadata)
    },
  }
}
