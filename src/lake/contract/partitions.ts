import type { OdcsDocument } from '../../contracts/odcs/document.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Place } from '../../kernel/finding.ts'
import { parseTransform } from '../iceberg/partition-spec.ts'
import type { PartitionWish } from '../table/partition-by.ts'

/**
 * How a contract wants its table partitioned: its `partitioned` properties by `partitionKeyPosition`; a property's own
 * `partitionTransform` (a custom property: day, bucket[16], …) says more than the value itself, and `partitionEvolution: forbidden` that
 * tables keep the partitioning they were made with: a property that says so and is not `partitioned` any more is a DqError, as whoever took
 * that away would repartition the table after all. `placeOf` gives the place of a property by its index.
 */
export function partitionsOf(
  { schema: [object] }: Pick<OdcsDocument, 'schema'>,
  placeOf?: (property: number) => Place,
): readonly PartitionWish[] {
  const properties = (object.properties ?? []).map((property, i) => ({ ...property, at: placeOf?.(i) }))
  const freed = properties.find((property) => property.partitioned !== true && isFixed(property))
  if (freed !== undefined)
    throw new DqError(`${freed.name} has partitionEvolution: forbidden, and is not partitioned`, {
      ...(freed.at && { at: freed.at }),
      hint: 'partitioned: true keeps the partitioning; to let it change, take partitionEvolution away too',
    })
  return properties
    .filter(({ partitioned }) => partitioned === true)
    .sort((a, b) => (a.partitionKeyPosition ?? 0) - (b.partitionKeyPosition ?? 0))
    .map((property) => {
      const { name, customProperties = [], at } = property
      const wished = customProperties.find(({ property }) => property === 'partitionTransform')?.value
      const transform = parseTransform(wished === undefined ? 'identity' : String(wished))
      if (transform.kind !== 'unknown') return { column: name, transform, ...(isFixed(property) && { isFixed: true }) }
      throw new DqError(`"${transform.text}" is no way to partition by ${name}`, {
        ...(at && { at }),
        hint: 'one of identity, year, month, day, hour, bucket[16], truncate[4]',
      })
    })
}

const isFixed = ({
  customProperties = [],
}: {
  readonly customProperties?: readonly { readonly property: string; readonly value: unknown }[] | undefined
}): boolean =>
  customProperties.some(({ property, value }) => property === 'partitionEvolution' && value === 'forbidden')
