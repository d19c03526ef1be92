import { inBatches } from '../../kernel/in-batches.ts'
import { keyText, type TableKey } from '../catalog/key.ts'
import type { Content, Difference, TableContent } from '../catalog/port.ts'
import { sizeOf } from '../diff/branch-diff.ts'
import { diffSchemas } from '../diff/schema-diff.ts'
import { parseMetadata, type TableMetadata } from '../iceberg/metadata.ts'
import { transformText } from '../iceberg/partition-spec.ts'
import { columnsOf } from '../iceberg/types.ts'
import type { Lake } from '../table/table.ts'
import type { PlannedTable, PropertyChange, TableState } from './plan.ts'

/** Both states of a table, with everything that its metadata says. */
export interface TablePair {
  readonly planned: PlannedTable
  readonly before: TableMetadata | undefined
  readonly after: TableMetadata | undefined
}

/** What becomes of every table, from the metadata files of both states, some at a time. */
export async function planTables(
  { files }: Pick<Lake, 'files'>,
  differences: readonly Difference[],
  sourceWins: readonly TableKey[],
): Promise<readonly TablePair[]> {
  const again = new Set(sourceWins.map(keyText))
  const tables = differences.filter(({ from, to }) => from?.kind === 'table' || to?.kind === 'table')
  const read = async (content: Content | undefined): Promise<TableMetadata | undefined> => {
    if (content?.kind !== 'table') return undefined
    const { metadataLocation } = content
    return parseMetadata(new TextDecoder().decode(await files.read(metadataLocation)), metadataLocation)
  }
  return inBatches(tables, async ({ key, from, to }) => {
    const [before, after] = await Promise.all([read(from), read(to)])
    return { before, after, planned: plannedTable(keyText(key), { from, to, before, after }, again) }
  })
}

interface States {
  readonly from: Content | undefined
  readonly to: Content | undefined
  readonly before: TableMetadata | undefined
  readonly after: TableMetadata | undefined
}

function plannedTable(table: string, { from, to, before, after }: States, again: ReadonlySet<string>): PlannedTable {
  // The table's own id, which it keeps through every change: a catalog gives a table that comes back an id of its own.
  const isSame = before !== undefined && after !== undefined && before.uuid === after.uuid
  const partitions = { before: partitionText(before), after: partitionText(after) }
  return {
    table,
    kind: before === undefined ? 'added' : after === undefined ? 'dropped' : isSame ? 'changed' : 'replaced',
    before: stateOf(from, before),
    after: stateOf(to, after),
    schema: isSame ? diffSchemas(before.schema, after.schema) : [],
    partitioning: isSame && partitions.before !== partitions.after ? partitions : null,
    properties: isSame ? propertyChanges(before.properties, after.properties) : [],
    isAhead: before?.current === undefined || after?.snapshots.some(({ id }) => id === before.current?.id) === true,
    wasRolledBack: again.has(table),
  }
}

function stateOf(content: Content | undefined, metadata: TableMetadata | undefined): TableState | null {
  if (content?.kind !== 'table' || metadata === undefined) return null
  const { rows, files, bytes } = sizeOf(metadata)
  const text = (count: bigint | undefined): string | null => (count === undefined ? null : String(count))
  const { metadataLocation, snapshotId }: TableContent = content
  const contract = metadata.properties['dq.contract.version'] ?? null
  return {
    metadataLocation,
    snapshotId: String(snapshotId),
    rows: text(rows),
    files: text(files),
    bytes: text(bytes),
    contract,
  }
}

function partitionText(metadata: TableMetadata | undefined): string {
  if (metadata === undefined || metadata.spec.fields.length === 0) return 'nothing'
  const names = new Map(columnsOf(metadata.schema).map(({ id, path }) => [id, path]))
  return metadata.spec.fields
    .map(({ sourceId, transform }) => `${transformText(transform)}(${names.get(sourceId) ?? `column ${sourceId}`})`)
    .join(', ')
}

/** A contract's whole schema is a property too: nobody reads that in a plan. */
const LONG = 120

function propertyChanges(
  was: Readonly<Record<string, string>>,
  is: Readonly<Record<string, string>>,
): readonly PropertyChange[] {
  const shown = (text: string | undefined): string | null =>
    text === undefined ? null : text.length <= LONG ? text : `${text.slice(0, LONG - 1)}…`
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => was[name] !== is[name])
    .sort()
    .map((name) => ({ name, before: shown(was[name]), after: shown(is[name]) }))
}
