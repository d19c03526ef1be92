import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { parseKey } from '../../lake/catalog/key.ts'
import type { DataFile } from '../../lake/iceberg/data-file.ts'
import type { TableMetadata } from '../../lake/iceberg/metadata.ts'
import type { DataTarget } from '../../lake/table/ports.ts'
import { positionOf, positionSummary } from '../../lake/table/positions.ts'
import { addSnapshot } from '../../lake/table/snapshot.ts'
import { commitTables, type LoadedTable, loadTable } from '../../lake/table/table.ts'
import type { IngestTools, Stage } from './ports.ts'
import { type Positions, positionsText, readPositions } from './positions.ts'
import type { ResolvedIngest, ResolvedRoute } from './resolve.ts'
import type { RouteOptions } from './route-run.ts'

/** Remembers that a table has positions, should its snapshots have lost them. */
const MARK = 'dq.position.'

const targetIn = ({ schema, spec, location }: TableMetadata): DataTarget => ({
  schema,
  spec,
  folder: `${location}/data`,
})

/** The table of a route, the table of what was rejected, and the route's position in them. */
export function routeTables(
  { ir, rejected }: ResolvedIngest,
  { topic, table }: ResolvedRoute,
  { lake }: IngestTools,
  { branch, author, readyRejected }: RouteOptions,
) {
  const name = `${ir.name}.${topic.name}`
  const keys = [parseKey(table.name), parseKey(rejected.name)]

  let isReady: Promise<void> | undefined

  const positionsIn = (metadata: TableMetadata): Positions => {
    const text = positionOf(metadata, name)
    if (text !== undefined) return readPositions(text, table.name)
    if (metadata.properties[MARK + name] === undefined) return new Map()
    throw new DqError(
      `where ${ir.name} is in ${topic.name} is not known any more: ${table.name} lacks the snapshot that said it`,
      {
        hint: 'another engine expired it. Its rows say it, by kafka_partition and kafka_offset; roll the table back, or ingest into a new one',
      },
    )
  }

  /** Written by a schema and spec; another commit in between does not change that. */
  const filesOf = (stage: Stage, contract: Contract) => {
    let written: { readonly schemaId: number; readonly specId: number; readonly files: readonly DataFile[] } | undefined
    return {
      /** Undefined: the rows were being written for the table as it was before. */
      async files(metadata: TableMetadata): Promise<readonly DataFile[] | undefined> {
        if (stage.rows === 0) return []
        const into = targetIn(metadata)
        const { schemaId } = into.schema
        const { specId } = into.spec
        if (written?.schemaId !== schemaId || written.specId !== specId) {
          if (!stage.isFor(into)) return undefined
          written = { schemaId, specId, files: await stage.files(into) }
        }
        const rows = written.files.reduce((sum, { records }) => sum + records, 0n)
        if (rows !== BigInt(stage.rows))
          throw new Error(`${stage.rows} rows of ${contract.name} were staged, ${rows} were written`)
        return written.files
      },
      drop: () => lake.files.remove((written?.files ?? []).map(({ path }) => path)),
    }
  }

  return {
    async load(): Promise<{ readonly positions: Positions; readonly into: DataTarget }> {
      const { metadata } = await loadTable(lake, branch, keys[0]!)
      return { positions: positionsIn(metadata), into: targetIn(metadata) }
    },
    /** One commit of rows, rejected records and the position behind them. False: the table is not where `from` says, and nothing was changed. */
    async commit(rows: Stage, rejects: Stage, from: Positions, to: Positions): Promise<boolean> {
      if (rejects.rows > 0) isReady ??= readyRejected?.()
      await isReady
      const [good, bad] = [filesOf(rows, table), filesOf(rejects, rejected)]
      const expected = positionsText(from)
      let isStale = false
      const message = `${ir.name}: ${rows.rows} rows of ${topic.name}${rejects.rows === 0 ? '' : `, ${rejects.rows} rejected`}`
      await commitTables(
        lake,
        branch,
        rejects.rows === 0 ? keys.slice(0, 1) : keys,
        { author, message },
        async (tables) => {
          const [own, other] = tables as readonly [LoadedTable, LoadedTable | undefined]
          isStale = positionsText(positionsIn(own.metadata)) !== expected
          if (isStale) return []
          const [rows, rejected] = [await good.files(own.metadata), other && (await bad.files(other.metadata))]
          isStale = rows === undefined || (other !== undefined && rejected === undefined)
          if (isStale) return []
          const summary = positionSummary(name, positionsText(to))
          return [await appended(own, rows!, summary), other && (await appended(other, rejected!, {}))]
        },
      )
      if (isStale) await Promise.all([good.drop(), bad.drop()])
      return !isStale
    },
  }

  function appended(
    { metadata, content }: LoadedTable,
    added: readonly DataFile[],
    summary: Readonly<Record<string, string>>,
  ): Promise<TableMetadata> {
    const marked = Object.keys(summary).length === 0 ? metadata : withMark(metadata)
    return addSnapshot(lake, marked, content.metadataLocation, { operation: 'append', added, summary })
  }

  function withMark(metadata: TableMetadata): TableMetadata {
    const properties = { ...metadata.properties, [MARK + name]: 'in the summary of snapshots' }
    return { ...metadata, properties, raw: { ...metadata.raw, properties } }
  }
}
