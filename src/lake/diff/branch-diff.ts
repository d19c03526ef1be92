import type { TableKey } from '../catalog/key.ts'
import type { Content, Difference, TableContent } from '../catalog/port.ts'
import { parseMetadata, type TableMetadata } from '../iceberg/metadata.ts'
import { partitionFieldsJson } from '../iceberg/partition-spec.ts'
import type { Lake } from '../table/table.ts'
import { diffSchemas, type SchemaChange } from './schema-diff.ts'

/** Of one snapshot; undefined where its writer did not say. */
export interface TableSize {
  readonly rows: bigint | undefined
  readonly files: bigint | undefined
  readonly bytes: bigint | undefined
}

export interface TableDiff {
  readonly key: TableKey
  readonly kind: 'added' | 'dropped' | 'changed' | 'replaced'
  readonly from: TableSize | undefined
  readonly to: TableSize | undefined
  readonly schema: readonly SchemaChange[]
  readonly isPartitionedOtherwise: boolean
  /** Names of table properties that differ. */
  readonly properties: readonly string[]
  /** Whether the state of `from` is in the history of `to`: nothing was rewritten. */
  readonly isAhead: boolean
}

/** What the tables of two branches, tags or hashes differ in: contents from the catalog, the rest from the tables' metadata. */
export async function diffBranches(lake: Lake, from: string, to: string): Promise<readonly TableDiff[]> {
  const differences = await lake.catalog.diff(from, to)
  const tables = differences.filter((one) => tableOf(one.from) !== undefined || tableOf(one.to) !== undefined)
  return Promise.all(tables.map((one) => diffOf(lake, one)))
}

const tableOf = (content: Content | undefined): TableContent | undefined =>
  content?.kind === 'table' ? content : undefined

async function diffOf(lake: Lake, { key, from, to }: Difference): Promise<TableDiff> {
  const [before, after] = await Promise.all([metadataOf(lake, tableOf(from)), metadataOf(lake, tableOf(to))])
  const kind =
    before === undefined ? 'added' : after === undefined ? 'dropped' : from?.id === to?.id ? 'changed' : 'replaced'
  return {
    key,
    kind,
    from: before && sizeOf(before),
    to: after && sizeOf(after),
    schema: before !== undefined && after !== undefined ? diffSchemas(before.schema, after.schema) : [],
    isPartitionedOtherwise: partitions(before) !== partitions(after) && kind === 'changed',
    properties: kind === 'changed' ? changedProperties(before, after) : [],
    isAhead: before?.current === undefined || after?.snapshots.some(({ id }) => id === before.current?.id) === true,
  }
}

async function metadataOf({ files }: Lake, content: TableContent | undefined): Promise<TableMetadata | undefined> {
  if (content === undefined) return undefined
  const { metadataLocation } = content
  return parseMetadata(new TextDecoder().decode(await files.read(metadataLocation)), metadataLocation)
}

/** From the summary of the present snapshot; an empty table has none. */
export function sizeOf({ current }: Pick<TableMetadata, 'current'>): TableSize {
  if (current === undefined) return { rows: 0n, files: 0n, bytes: 0n }
  const total = (name: string): bigint | undefined => {
    const text = current.summary[`total-${name}`]
    return text === undefined ? undefined : BigInt(text)
  }
  return { rows: total('records'), files: total('data-files'), bytes: total('files-size') }
}

const partitions = (metadata: TableMetadata | undefined): string =>
  metadata === undefined ? '' : JSON.stringify(partitionFieldsJson(metadata.spec))

function changedProperties(before: TableMetadata | undefined, after: TableMetadata | undefined): readonly string[] {
  const [was, is] = [before?.properties ?? {}, after?.properties ?? {}]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => was[name] !== is[name]).sort()
}
