import { compareValues } from './compare.ts'
import type { ManifestEntry, ManifestFile, PartitionSummary } from './data-file.ts'
import { type Value, valueBytes } from './single-value.ts'
import type { PrimitiveType, StructType } from './types.ts'

/** What a manifest list says of a manifest, from its entries. A new file's sequence number is that of the manifest. */
export function manifestFile(
  entries: readonly ManifestEntry[],
  of: Pick<ManifestFile, 'path' | 'length' | 'specId' | 'sequenceNumber' | 'snapshotId'>,
  partition: StructType,
): ManifestFile {
  const counted = (status: ManifestEntry['status']) => entries.filter((entry) => entry.status === status)
  const rows = (status: ManifestEntry['status']) => counted(status).reduce((sum, { file }) => sum + file.records, 0n)
  const live = entries.filter(({ status }) => status !== 'deleted')
  return {
    ...of,
    content: 'data',
    minSequenceNumber: [...live.map((entry) => entry.sequenceNumber ?? of.sequenceNumber), of.sequenceNumber].sort(
      compareValues,
    )[0]!,
    addedFiles: counted('added').length,
    existingFiles: counted('existing').length,
    deletedFiles: counted('deleted').length,
    addedRows: rows('added'),
    existingRows: rows('existing'),
    deletedRows: rows('deleted'),
    ...summariesOf(entries, partition),
  }
}

/**
 * One for each partition field, or none: Iceberg's Java orders uuids as signed numbers, others as bytes, so no two bounds of them would
 * mean the same to all; and a field without bounds would mean that it is null in every file.
 */
function summariesOf(entries: readonly ManifestEntry[], partition: StructType): Pick<ManifestFile, 'partitions'> {
  const fields = partition.fields.map(({ id, type }) => ({
    type: type as PrimitiveType,
    values: entries.map(({ file }) => file.partition.get(id) ?? null),
  }))
  const isUnordered = fields.some(
    ({ type, values }) => type.kind === 'uuid' && new Set(values.filter((value) => value !== null)).size > 1,
  )
  return isUnordered ? {} : { partitions: fields.map(({ type, values }) => summaryOf(type, values)) }
}

function summaryOf(type: PrimitiveType, values: readonly (Value | null)[]): PartitionSummary {
  const isNan = (value: Value | null) => typeof value === 'number' && Number.isNaN(value)
  const known = values.filter((value): value is Value => value !== null && !isNan(value)).sort(compareValues)
  const [lower, upper] = [known[0], known.at(-1)]
  return {
    containsNull: values.includes(null),
    ...((type.kind === 'float' || type.kind === 'double') && { containsNan: values.some(isNan) }),
    ...(lower !== undefined && { lower: valueBytes(type, lower) }),
    ...(upper !== undefined && { upper: valueBytes(type, upper) }),
  }
}
