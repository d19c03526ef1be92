import type { AvroFile, ContainerContent } from './avro/container.ts'
import type { AvroFields, AvroValue } from './avro/value.ts'
import type { DataFile, ManifestEntry, ManifestFile, PartitionSummary } from './data-file.ts'
import { exactJson } from './exact-json.ts'
import { decimalBytes, manifestListSchema, manifestSchema } from './manifest-schema.ts'
import { type PartitionSpec, partitionFieldsJson, partitionStruct } from './partition-spec.ts'
import { schemaJson } from './schema-json.ts'
import { fromTwosComplement, uuidBytes, uuidText, type Value } from './single-value.ts'
import { columnsOf, type IcebergSchema, type PrimitiveType, type StructType } from './types.ts'

const STATUS = ['existing', 'added', 'deleted'] as const
const CONTENT = ['data', 'position-deletes', 'equality-deletes'] as const

/** What a manifest's entries are read by: the tuple type of its partition spec. */
export function readManifest({ records }: AvroFile, partition: StructType): readonly ManifestEntry[] {
  return records.map((record) => ({
    status: STATUS[Number(record.get(0))] ?? 'existing',
    ...present({ snapshotId: record.get(1), sequenceNumber: record.get(3), fileSequenceNumber: record.get(4) }),
    file: readDataFile(record.get(2) as AvroFields, partition),
  }))
}

function readDataFile(file: AvroFields, partition: StructType): DataFile {
  const tuple = file.get(102) as AvroFields
  return {
    content: CONTENT[Number(file.get(134) ?? 0)] ?? 'data',
    path: String(file.get(100)),
    format: String(file.get(101)).toUpperCase(),
    partition: new Map(
      partition.fields.map(({ id, type }) => [id, fromAvro(type as PrimitiveType, tuple.get(id) ?? null)]),
    ),
    records: file.get(103) as bigint,
    bytes: file.get(104) as bigint,
    ...present({
      columnSizes: byColumn(file.get(108)),
      valueCounts: byColumn(file.get(109)),
      nullCounts: byColumn(file.get(110)),
      nanCounts: byColumn(file.get(137)),
      lowerBounds: byColumn(file.get(125)),
      upperBounds: byColumn(file.get(128)),
      keyMetadata: file.get(131),
      splitOffsets: file.get(132),
      equalityIds: file.get(135),
      sortOrderId: file.get(140),
    }),
  } as DataFile
}

/** Without what is null: an absent property is how our types say it. */
const present = (properties: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== undefined))

/** A list of pairs; key and value are the two fields of a pair, whatever their ids. */
function byColumn(list: AvroValue | undefined): ReadonlyMap<number, AvroValue> | undefined {
  if (list === null || list === undefined) return undefined
  return new Map(
    (list as readonly AvroFields[]).map((pair) => {
      const [key, value] = [...pair.values()]
      return [Number(key), value!]
    }),
  )
}

/** Partition values: a uuid is text for us, a decimal a bigint. */
function fromAvro(type: PrimitiveType, value: AvroValue): Value | null {
  if (value === null) return null
  if (type.kind === 'decimal') return fromTwosComplement(value as Uint8Array)
  if (type.kind === 'uuid') return typeof value === 'string' ? value : uuidText(value as Uint8Array)
  return value as Value
}

function toAvro(type: PrimitiveType, value: Value | null): AvroValue {
  if (value === null) return null
  if (type.kind === 'uuid') return uuidBytes(String(value))
  if (type.kind !== 'decimal') return value
  const bytes = new Uint8Array(decimalBytes(type.precision))
  let rest = BigInt.asUintN(bytes.length * 8, BigInt(value as bigint))
  for (let i = bytes.length - 1; i >= 0; i--) {
    bytes[i] = Number(rest & 0xffn)
    rest >>= 8n
  }
  return bytes
}

/** A manifest of data files under one spec. */
export function manifestContent(
  entries: readonly ManifestEntry[],
  schema: IcebergSchema,
  spec: PartitionSpec,
): ContainerContent {
  const types = new Map(columnsOf(schema).map(({ id, type }) => [id, type]))
  const partition = partitionStruct(spec, (id) => types.get(id))
  const { text, schema: avro } = manifestSchema(partition)
  return {
    schemaText: text,
    schema: avro,
    meta: {
      schema: exactJson(schemaJson(schema)),
      'schema-id': String(schema.schemaId),
      'partition-spec': exactJson(partitionFieldsJson(spec)),
      'partition-spec-id': String(spec.specId),
      'format-version': '2',
      content: 'data',
    },
    records: entries.map((entry) => entryRecord(entry, partition)),
  }
}

function entryRecord(
  { status, snapshotId, sequenceNumber, fileSequenceNumber, file }: ManifestEntry,
  partition: StructType,
): AvroFields {
  const pairs = (ids: readonly [number, number], map: ReadonlyMap<number, AvroValue> | undefined): AvroValue =>
    map === undefined
      ? null
      : [...map]
          .sort(([a], [b]) => a - b)
          .map(
            ([key, value]) =>
              new Map<number, AvroValue>([
                [ids[0], key],
                [ids[1], value],
              ]),
          )
  const dataFile = new Map<number, AvroValue>([
    [134, CONTENT.indexOf(file.content)],
    [100, file.path],
    [101, file.format],
    [
      102,
      new Map(
        partition.fields.map(({ id, type }) => [id, toAvro(type as PrimitiveType, file.partition.get(id) ?? null)]),
      ),
    ],
    [103, file.records],
    [104, file.bytes],
    [108, pairs([117, 118], file.columnSizes)],
    [109, pairs([119, 120], file.valueCounts)],
    [110, pairs([121, 122], file.nullCounts)],
    [137, pairs([138, 139], file.nanCounts)],
    [125, pairs([126, 127], file.lowerBounds)],
    [128, pairs([129, 130], file.upperBounds)],
    [131, file.keyMetadata ?? null],
    [132, file.splitOffsets ?? null],
    [135, file.equalityIds ?? null],
    [140, file.sortOrderId ?? null],
  ])
  return new Map<number, AvroValue>([
    [0, STATUS.indexOf(status)],
    [1, snapshotId ?? null],
    [3, sequenceNumber ?? null],
    [4, fileSequenceNumber ?? null],
    [2, dataFile],
  ])
}

export function readManifestList({ records }: AvroFile): readonly ManifestFile[] {
  return records.map(
    (record) =>
      ({
        path: String(record.get(500)),
        length: record.get(501),
        specId: record.get(502),
        content: record.get(517) === 1 ? 'deletes' : 'data',
        // Files of format version 1 have none.
        sequenceNumber: record.get(515) ?? 0n,
        minSequenceNumber: record.get(516) ?? 0n,
        snapshotId: record.get(503),
        addedFiles: Number(record.get(504) ?? 0),
        existingFiles: Number(record.get(505) ?? 0),
        deletedFiles: Number(record.get(506) ?? 0),
        addedRows: record.get(512) ?? 0n,
        existingRows: record.get(513) ?? 0n,
        deletedRows: record.get(514) ?? 0n,
        ...present({
          partitions: (record.get(507) as readonly AvroFields[] | null | undefined)?.map(summaryOf),
          keyMetadata: record.get(519),
        }),
      }) as ManifestFile,
  )
}

const summaryOf = (summary: AvroFields): PartitionSummary =>
  ({
    containsNull: summary.get(509) === true,
    ...present({ containsNan: summary.get(518), lower: summary.get(510), upper: summary.get(511) }),
  }) as PartitionSummary

export interface SnapshotOfList {
  readonly snapshotId: bigint
  readonly parentId: bigint | undefined
  readonly sequenceNumber: bigint
}

export function manifestListContent(manifests: readonly ManifestFile[], of: SnapshotOfList): ContainerContent {
  return {
    schemaText: manifestListSchema.text,
    schema: manifestListSchema.schema,
    meta: {
      'snapshot-id': String(of.snapshotId),
      'parent-snapshot-id': of.parentId === undefined ? 'null' : String(of.parentId),
      'sequence-number': String(of.sequenceNumber),
      'format-version': '2',
    },
    records: manifests.map(manifestRecord),
  }
}

const manifestRecord = (manifest: ManifestFile): AvroFields =>
  new Map<number, AvroValue>([
    [500, manifest.path],
    [501, manifest.length],
    [502, manifest.specId],
    [517, manifest.content === 'deletes' ? 1 : 0],
    [515, manifest.sequenceNumber],
    [516, manifest.minSequenceNumber],
    [503, manifest.snapshotId],
    [504, manifest.addedFiles],
    [505, manifest.existingFiles],
    [506, manifest.deletedFiles],
    [512, manifest.addedRows],
    [513, manifest.existingRows],
    [514, manifest.deletedRows],
    [507, manifest.partitions?.map(summaryRecord) ?? null],
    [519, manifest.keyMetadata ?? null],
  ])

const summaryRecord = ({ containsNull, containsNan, lower, upper }: PartitionSummary): AvroFields =>
  new Map<number, AvroValue>([
    [509, containsNull],
    [518, containsNan ?? null],
    [510, lower ?? null],
    [511, upper ?? null],
  ])
