import { DqError } from '../../kernel/errors.ts'
import { suggest } from '../../kernel/suggest.ts'
import {
  type PartitionField,
  type PartitionSpec,
  partitionType,
  type Transform,
  transformText,
} from '../iceberg/partition-spec.ts'
import type { IcebergSchema } from '../iceberg/types.ts'

export interface PartitionWish {
  readonly column: string
  readonly transform: Transform
  /** The contract forbids another partitioning. */
  readonly isFixed?: boolean
}

/** What the table has had so far; a new one has nothing. */
export interface KnownSpecs {
  readonly specs: readonly PartitionSpec[]
  /** The highest id of a partition field; 999 before the first. */
  readonly lastPartitionId: number
}

/**
 * The spec that partitions a table as is wished: one that it had before, or a new one. A field of an earlier spec, the same transform of the same
 * column, keeps its id (table specification, "Partition Evolution"). Throws a DqError for columns that are not there, or not to be so partitioned.
 */
export function specFor(
  schema: IcebergSchema,
  wishes: readonly PartitionWish[],
  { specs, lastPartitionId }: KnownSpecs,
): { readonly spec: PartitionSpec; readonly isNew: boolean; readonly lastPartitionId: number } {
  let last = lastPartitionId
  const known = specs.flatMap(({ fields }) => fields)
  const fields = wishes.map(({ column, transform }): PartitionField => {
    const field = schema.fields.find(({ name }) => name === column)
    if (field === undefined) {
      const near = suggest(
        column,
        schema.fields.map(({ name }) => name),
      )
      throw new DqError(`the table has no column "${column}" to be partitioned by`, {
        ...(near !== undefined && { hint: `did you mean ${near}?` }),
      })
    }
    partitionType(transform, field.type, column)
    const text = transformText(transform)
    const earlier = known.find((one) => one.sourceId === field.id && transformText(one.transform) === text)
    const suffix = transform.kind === 'identity' ? '' : `_${text.replace(/\[\d+\]/, '')}`
    return { sourceId: field.id, fieldId: earlier?.fieldId ?? ++last, name: `${column}${suffix}`, transform }
  })
  const ids = (spec: Pick<PartitionSpec, 'fields'>): string => spec.fields.map(({ fieldId }) => fieldId).join()
  const before = specs.find((spec) => ids(spec) === ids({ fields }))
  if (before !== undefined) return { spec: before, isNew: false, lastPartitionId: last }
  const specId = Math.max(-1, ...specs.map((spec) => spec.specId)) + 1
  return { spec: { specId, fields }, isNew: true, lastPartitionId: last }
}
