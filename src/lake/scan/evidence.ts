import type { DataFile, ManifestFile } from '../iceberg/data-file.ts'
import type { PartitionSpec } from '../iceberg/partition-spec.ts'
import { type Value, valueFrom } from '../iceberg/single-value.ts'
import type { PrimitiveType, StructType } from '../iceberg/types.ts'
import type { BoundColumn } from './bind.ts'
import type { Evidence, EvidenceOf } from './may-match.ts'

/** What a manifest's entry says of a column: its partition values, and the statistics of the file. */
export const fileEvidence =
  (file: DataFile, spec: PartitionSpec, columns: ReadonlyMap<number, BoundColumn>): EvidenceOf =>
  (id) => {
    const partitions = spec.fields
      .filter(({ sourceId }) => sourceId === id)
      .map(({ fieldId, transform }): Evidence => {
        const value = file.partition.get(fieldId)
        if (value === undefined || transform.kind === 'void') return { transform }
        // All transforms but void give null for null, and only for it.
        if (value === null) return { transform, hasValue: false, hasNull: true }
        if (isNan(value)) return { transform, mayHaveNan: true, hasNull: false, hasValue: true }
        return { transform, lower: value, upper: value, hasNull: false, hasValue: true }
      })
    const column = columns.get(id)
    return column === undefined ? partitions : [...partitions, statistics(file, column)]
  }

/** What the statistics of a file, or of a part of it, say of a column. */
export function statistics(
  file: Pick<DataFile, 'nullCounts' | 'valueCounts' | 'nanCounts' | 'lowerBounds' | 'upperBounds'>,
  { id, type }: BoundColumn,
): Evidence {
  const [nulls, values] = [file.nullCounts?.get(id), file.valueCounts?.get(id)]
  const counts = {
    transform: { kind: 'identity' },
    hasNull: nulls === undefined ? undefined : nulls > 0n,
    hasValue: nulls === undefined || values === undefined ? undefined : nulls < values,
  } as const
  // Engines order uuids in different ways.
  if (type.kind === 'uuid') return counts
  const of = (bytes: Uint8Array | undefined): Value | undefined => {
    const value = bytes === undefined ? undefined : valueFrom(type, bytes)
    return isNan(value) ? undefined : value
  }
  // NaN is in no bound, and SQL has it above every number.
  const isFloat = type.kind === 'float' || type.kind === 'double'
  return {
    ...counts,
    lower: of(file.lowerBounds?.get(id)),
    upper: of(file.upperBounds?.get(id)),
    mayHaveNan: isFloat && file.nanCounts?.get(id) !== 0n,
  }
}

const isNan = (value: Value | undefined): boolean => typeof value === 'number' && Number.isNaN(value)

/** What a manifest list says of all files of a manifest. */
export const manifestEvidence =
  ({ partitions }: ManifestFile, spec: PartitionSpec, values: StructType): EvidenceOf =>
  (id) =>
    spec.fields.flatMap(({ sourceId, fieldId, transform }, place): readonly Evidence[] => {
      const summary = partitions?.[place]
      const type = values.fields.find((field) => field.id === fieldId)?.type as PrimitiveType | undefined
      if (sourceId !== id || summary === undefined || type === undefined || transform.kind === 'void') return []
      const [lower, upper] = [summary.lower, summary.upper].map((bytes) => bytes && valueFrom(type, bytes))
      // Engines order uuids in different ways: two bounds of them say nothing, one value does.
      const isOrdered = type.kind !== 'uuid' || lower === upper
      const hasNan = (type.kind === 'float' || type.kind === 'double') && summary.containsNan !== false
      return [
        {
          transform,
          ...(isOrdered && { lower, upper }),
          mayHaveNan: hasNan,
          hasNull: summary.containsNull,
          hasValue: summary.lower !== undefined || hasNan,
        },
      ]
    })
