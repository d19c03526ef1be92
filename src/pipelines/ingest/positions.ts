import { z } from 'zod'
import { DqError } from '../../kernel/errors.ts'

/** A record that was taken, and a digest of its bytes. */
const mark = z.strictObject({ offset: z.int(), digest: z.string() })

const partition = z.strictObject({
  /** The offset of the next record. */
  next: z.int(),
  first: mark,
  last: mark,
})

export type PartitionPosition = z.infer<typeof partition>

/** Where an ingest is in a topic, by partition. */
export type Positions = ReadonlyMap<number, PartitionPosition>

/** As it stands in the summary of a snapshot. */
export const positionsText = (positions: Positions): string =>
  JSON.stringify(Object.fromEntries([...positions].sort(([a], [b]) => a - b)))

export function readPositions(text: string, table: string): Positions {
  try {
    const read = z.record(z.string().regex(/^\d+$/), partition).parse(JSON.parse(text))
    return new Map(Object.entries(read).map(([index, position]) => [Number(index), position]))
  } catch (cause) {
    throw new DqError(`the position in the snapshots of ${table} cannot be read`, {
      hint: 'was it written by a newer dq?',
      cause,
    })
  }
}

/** Throws when the record at a marked offset is not the one that was taken: the offsets are those of other records. */
export function checkMark(
  { first, last }: PartitionPosition,
  offset: number,
  digest: () => string,
  where: { readonly topic: string; readonly partition: number; readonly table: string },
): void {
  for (const known of [last, first]) {
    if (known.offset !== offset || known.digest === digest()) continue
    throw new DqError(
      `record ${offset} of ${where.topic}, partition ${where.partition}, is not the one that ${where.table} has from there`,
      {
        hint: 'offsets tell what was taken: these are of another file, or the topic was made anew. Ingest them into another branch, or give the records offsets that follow on',
      },
    )
  }
}
