import { DqError } from '../../kernel/errors.ts'
import type { TableMetadata } from '../../lake/iceberg/metadata.ts'
import type { Scan } from '../../lake/scan/scan.ts'
import type { BatchJob } from './batch-job.ts'
import type { Day } from './days.ts'
import { compared } from './inputs.ts'

/** The rows of a day, or those of all others; undefined for a table that is made as a whole. */
export const ofDay = ({ date }: BatchJob, day: Day | undefined, comparison: '=' | '<>') =>
  date === undefined || day === undefined ? undefined : compared(date.column, comparison, day)

/** Rows that files have; -1 where some were deleted by position, so that nobody knows without looking. */
export const sizeOf = ({ files, deletes }: Scan): bigint =>
  deletes.length > 0 ? -1n : files.reduce((sum, { file }) => sum + file.records, 0n)

/** The files that the day's rows are in; throws a DqError when one of them has other rows too. */
export function filesOfDay(
  metadata: TableMetadata,
  job: BatchJob,
  date: Day | undefined,
  { files }: Scan,
): ReadonlySet<string> {
  if (job.date !== undefined && date !== undefined) {
    const id = metadata.schema.fields.find(({ name }) => name === job.date?.column)?.id
    const field = metadata.spec.fields.find(
      ({ sourceId, transform: { kind } }) => sourceId === id && (kind === 'identity' || kind === 'day'),
    )
    const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000
    const mixed = files.find(
      ({ file }) => field === undefined || Number(file.partition.get(field.fieldId) ?? Number.NaN) !== day,
    )
    if (mixed !== undefined)
      throw new DqError(`${mixed.file.path} holds rows of other days than ${date} too: they cannot be replaced alone`, {
        hint: 'it was written under another partitioning: rewrite the table with the present one',
      })
  }
  return new Set(files.map(({ file }) => file.path))
}
