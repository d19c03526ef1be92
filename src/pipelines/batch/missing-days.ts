import type { TableMetadata } from '../../lake/iceberg/metadata.ts'
import { liveEntries } from '../../lake/table/snapshot.ts'
import { type Lake, loadTable } from '../../lake/table/table.ts'
import type { BatchJob } from './batch-job.ts'
import { addDays, type Day } from './days.ts'
import { inputTables } from './inputs.ts'
import { recordedRuns } from './record.ts'

/**
 * Days that the job's table lacks although an input has rows of them: a suite that looks at the whole table cannot be met before they are
 * made. By the partitions of the inputs that are read up to the day of the run; no row is read.
 */
export async function missingDays(lake: Lake, job: BatchJob, branch: string): Promise<readonly Day[]> {
  if (job.date === undefined) return []
  const { metadata, hash } = await loadTable(lake, branch, job.output.key)
  const made = new Set([...recordedRuns(metadata).keys(), ...(await daysOf(lake, metadata, job.date.column))])
  const missing = new Set<Day>()
  for (const { name, metadata: input, window } of await inputTables(lake, { branch, hash }, job)) {
    if (name === job.output.contract.name || window?.to !== 0) continue
    for (const day of await daysOf(lake, input, window.column)) if (!made.has(day)) missing.add(day)
  }
  return [...missing].sort()
}

/** The days that files of a table are of; none where it is not partitioned by the column. */
async function daysOf(lake: Lake, metadata: TableMetadata, column: string): Promise<readonly Day[]> {
  const id = metadata.schema.fields.find(({ name }) => name === column)?.id
  const fieldIds = metadata.specs
    .flatMap(({ fields }) => fields)
    .filter(({ sourceId, transform: { kind } }) => sourceId === id && (kind === 'identity' || kind === 'day'))
    .map(({ fieldId }) => fieldId)
  const values = (await liveEntries(lake, metadata)).flatMap(({ file }) =>
    fieldIds.map((fieldId) => Number(file.partition.get(fieldId) ?? Number.NaN)),
  )
  return [...new Set(values)].filter((day) => !Number.isNaN(day)).map((day) => addDays('1970-01-01', day))
}
