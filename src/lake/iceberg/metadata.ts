import { z } from 'zod'
import { DqError } from '../../kernel/errors.ts'
import type { Json, JsonObject } from '../../kernel/json.ts'
import { exactJson, parseExactJson } from './exact-json.ts'
import { type PartitionSpec, partitionFieldsJson, partitionSpecSchema } from './partition-spec.ts'
import { icebergSchemaSchema, schemaJson } from './schema-json.ts'
import type { IcebergSchema } from './types.ts'

const long = z.union([z.bigint(), z.int().transform(BigInt)])

const snapshotSchema = z
  .object({
    'snapshot-id': long,
    'parent-snapshot-id': long.nullish(),
    'sequence-number': long.default(0n),
    'timestamp-ms': z.number(),
    'manifest-list': z.string(),
    summary: z.record(z.string(), z.string()).default({}),
    'schema-id': z.int().nullish(),
  })
  .transform((snapshot) => ({
    id: snapshot['snapshot-id'],
    parentId: snapshot['parent-snapshot-id'] ?? undefined,
    sequenceNumber: snapshot['sequence-number'],
    /** Milliseconds since the epoch. */
    time: snapshot['timestamp-ms'],
    manifestList: snapshot['manifest-list'],
    summary: snapshot.summary as Readonly<Record<string, string>>,
    schemaId: snapshot['schema-id'] ?? undefined,
  }))

export type Snapshot = z.output<typeof snapshotSchema>

const metadataSchema = z.object({
  'format-version': z.int(),
  'table-uuid': z.string(),
  location: z.string(),
  'last-sequence-number': long.default(0n),
  'last-updated-ms': z.number(),
  'last-column-id': z.int(),
  'current-schema-id': z.int(),
  schemas: z.array(icebergSchemaSchema),
  'default-spec-id': z.int(),
  'partition-specs': z.array(partitionSpecSchema),
  'last-partition-id': z.int(),
  properties: z.record(z.string(), z.string()).default({}),
  'current-snapshot-id': long.nullish(),
  snapshots: z.array(snapshotSchema).default([]),
})

/**
 * A table at one moment (table specification, "Table Metadata"), format version 2. `raw` is everything that stood there: what we do not
 * know of is kept.
 */
export interface TableMetadata {
  readonly uuid: string
  /** The folder of the table, as a URL. */
  readonly location: string
  readonly lastSequenceNumber: bigint
  readonly lastUpdated: number
  readonly lastColumnId: number
  readonly lastPartitionId: number
  readonly schemas: readonly IcebergSchema[]
  readonly schema: IcebergSchema
  readonly specs: readonly PartitionSpec[]
  readonly spec: PartitionSpec
  readonly properties: Readonly<Record<string, string>>
  readonly snapshots: readonly Snapshot[]
  readonly current: Snapshot | undefined
  readonly raw: JsonObject
}

/** Throws a DqError that names the file, for damage and for other format versions. */
export const parseMetadata = (text: string, file: string): TableMetadata => metadataOf(parseExactJson(text, file), file)

function metadataOf(raw: JsonObject, file: string): TableMetadata {
  if (raw['format-version'] !== 2)
    throw new DqError(
      `${file} is of Iceberg's format version ${String(raw['format-version'])}; dq reads and writes version 2`,
      {
        hint: 'other engines make such a table with the property format-version=2',
        at: { file },
      },
    )
  const read = metadataSchema.safeParse(raw)
  if (!read.success) throw new DqError(`${file} is no table metadata: ${z.prettifyError(read.error)}`, { at: { file } })
  const { data } = read
  const schema = data.schemas.find(({ schemaId }) => schemaId === data['current-schema-id'])
  const spec = data['partition-specs'].find(({ specId }) => specId === data['default-spec-id'])
  if (schema === undefined || spec === undefined)
    throw new DqError(`${file} names a schema or partition spec that it does not hold`, { at: { file } })
  const currentId = data['current-snapshot-id']
  return {
    uuid: data['table-uuid'],
    location: data.location.replace(/\/+$/, ''),
    lastSequenceNumber: data['last-sequence-number'],
    lastUpdated: data['last-updated-ms'],
    lastColumnId: data['last-column-id'],
    lastPartitionId: data['last-partition-id'],
    schemas: data.schemas,
    schema,
    specs: data['partition-specs'],
    spec,
    properties: data.properties,
    snapshots: data.snapshots,
    // Some writers say -1 for none.
    current: data.snapshots.find(({ id }) => id === currentId),
    raw,
  }
}

export const metadataText = ({ raw }: TableMetadata): string => exactJson(raw)

export interface NewTable {
  readonly uuid: string
  readonly location: string
  /** With ids from 1 on. */
  readonly schema: IcebergSchema
  readonly spec: PartitionSpec
  readonly properties?: Readonly<Record<string, string>>
  /** Milliseconds since the epoch. */
  readonly now: number
}

export function newMetadata(
  { uuid, location, schema, spec, properties = {}, now }: NewTable,
  lastColumnId: number,
): TableMetadata {
  const raw: JsonObject = {
    'format-version': 2,
    'table-uuid': uuid,
    location,
    'last-sequence-number': 0,
    'last-updated-ms': now,
    'last-column-id': lastColumnId,
    'current-schema-id': schema.schemaId,
    schemas: [schemaJson(schema)],
    'default-spec-id': spec.specId,
    'partition-specs': [{ 'spec-id': spec.specId, fields: partitionFieldsJson(spec) }],
    'last-partition-id': Math.max(999, ...spec.fields.map(({ fieldId }) => fieldId)),
    'default-sort-order-id': 0,
    'sort-orders': [{ 'order-id': 0, fields: [] }],
    properties: { ...properties },
    'current-snapshot-id': -1,
    refs: {},
    snapshots: [],
    statistics: [],
    'partition-statistics': [],
    'snapshot-log': [],
    'metadata-log': [],
  }
  return metadataOf(raw, location)
}

/** How many older metadata files a table's log names, as other engines keep by default (`write.metadata.previous-versions-max`). */
const OLDER_FILES = 100

/** The metadata after this one: `changes` replace what stood there. `file` is where this one is. */
export function nextMetadata(metadata: TableMetadata, file: string, changes: JsonObject, now: number): TableMetadata {
  const log = (metadata.raw['metadata-log'] as readonly Json[] | undefined) ?? []
  const entry = { 'timestamp-ms': metadata.lastUpdated, 'metadata-file': file }
  const raw = {
    ...metadata.raw,
    // Clocks of several writers differ: the log of a table goes forward all the same.
    'last-updated-ms': Math.max(now, metadata.lastUpdated),
    'metadata-log': [...log, entry].slice(-OLDER_FILES),
    ...changes,
  }
  return metadataOf(raw, file)
}

export interface NewSnapshot {
  readonly id: bigint
  readonly parentId: bigint | undefined
  readonly sequenceNumber: bigint
  readonly manifestList: string
  readonly summary: Readonly<Record<string, string>> & { readonly operation: string }
}

/** Adds a snapshot and makes it the current one. */
export function withSnapshot(metadata: TableMetadata, file: string, snapshot: NewSnapshot, now: number): TableMetadata {
  const time = Math.max(now, metadata.lastUpdated)
  const json: JsonObject = {
    'snapshot-id': snapshot.id,
    ...(snapshot.parentId !== undefined && { 'parent-snapshot-id': snapshot.parentId }),
    'sequence-number': snapshot.sequenceNumber,
    'timestamp-ms': time,
    'manifest-list': snapshot.manifestList,
    summary: snapshot.summary,
    'schema-id': metadata.schema.schemaId,
  }
  const { snapshots = [], refs = {}, 'snapshot-log': log = [] } = metadata.raw as Readonly<Record<string, never>>
  const changes: JsonObject = {
    'last-sequence-number': snapshot.sequenceNumber,
    'current-snapshot-id': snapshot.id,
    snapshots: [...(snapshots as readonly Json[]), json],
    refs: { ...(refs as JsonObject), main: { 'snapshot-id': snapshot.id, type: 'branch' } },
    'snapshot-log': [...(log as readonly Json[]), { 'timestamp-ms': time, 'snapshot-id': snapshot.id }],
  }
  return nextMetadata(metadata, file, changes, now)
}
