import type { OdcsDocument } from '../../contracts/odcs/document.ts'
import { DqError } from '../../kernel/errors.ts'
import { parseTransform } from '../iceberg/partition-spec.ts'
import type { PartitionWish } from '../table/partition-by.ts'

/**
 * How a contract wants its table partitioned: its `partitioned` properties by `partitionKeyPosition`; a property's own
 * `partitionTransform` (a custom property: day, bucket[16], …) says more than the value itself, and `partitionEvolution: forbidden` that
 * tables keep the partitioning they were made with.
 */
export function partitionsOf({ schema: [object] }: Pick<OdcsDocument, 'schema'>): readonly PartitionWish[] {
  return (object.properties ?? [])
    .filter(({ partitioned }) => partitioned === true)
    .sort((a, b) => (a.partitionKeyPosition ?? 0) - (b.partitionKeyPosition ?? 0))
    .map(({ name, customProperties = [] }) => {
      const wished = customProperties.find(({ property }) => property === 'partitionTransform')?.value
      const transform = parseTransform(wished === undefined ? 'identity' : String(wished))
      const isFixed = customProperties.some(
        ({ property, value }) => property === 'partitionEvolution' && value === 'forbidden',
      )
      if (transform.kind !== 'unknown') return { column: name, transform, ...(isFixed && { isFixed }) }
      throw new DqError(`"${transform.text}" is no way to partition by ${name}`, {
        hint: 'one of identity, year, month, day, hour, bucket[16], truncate[4]',
      })
    })
}
