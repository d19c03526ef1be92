import type { DataFile } from '../../lake/iceberg/data-file.ts'
import type { TableMetadata } from '../../lake/iceberg/metadata.ts'
import { scanTable } from '../../lake/scan/scan.ts'
import type { RowSource } from '../../lake/table/ports.ts'
import { addSnapshot } from '../../lake/table/snapshot.ts'
import { commitTable } from '../../lake/table/table.ts'
import type { BatchJob } from './batch-job.ts'
import { filesOfDay, ofDay } from './day-files.ts'
import type { Day } from './days.ts'
import type { HeldRows, OutputFault } from './ports.ts'
import { type RecordedRun, type RunRecord, recordedRuns, summaryOfRun } from './record.ts'
import type { BatchTools, DayRequest } from './run-day.ts'

/** What a run has seen of its table before it commits. */
export interface SeenTable {
  readonly metadata: TableMetadata
  /** The run that made the day, as far as it was there. */
  readonly before: RecordedRun | undefined
  readonly run: RunRecord
  /** Files of the day. */
  readonly removed: ReadonlySet<string>
  /** They hold the rows that the run has made. */
  readonly isEqual: boolean
}

/**
 * Replaces the files of a day in one commit. `stale`: somebody else has changed the day, or the table's schema, since it was looked at. Rows
 * of other days may have come meanwhile: the keys are held against those too, and what is wrong is the answer.
 */
export async function commitDay(
  tools: BatchTools,
  job: BatchJob,
  { branch, author, date }: DayRequest,
  held: HeldRows,
  seen: SeenTable,
): Promise<'committed' | 'stale' | readonly OutputFault[]> {
  const { lake, writer } = tools
  const { run, removed, isEqual } = seen
  const { output, name } = job
  let written: readonly DataFile[] | undefined
  let end: 'committed' | 'stale' | readonly OutputFault[] = 'committed'
  const meta = { author, message: `Run ${name}${date === undefined ? '' : ` for ${date}`}` }
  await commitTable(lake, branch, output.key, meta, async ({ metadata, content }) => {
    end = (await isStale(tools, job, date, metadata, seen)) ? 'stale' : 'committed'
    if (end === 'committed' && metadata.current?.id !== seen.metadata.current?.id) {
      const beside = await rowsBeside(tools, job, date, metadata)
      const faults = await held.faults(output.contract, { key: output.primaryKey, beside })
      if (faults.length > 0) end = faults
    }
    if (end !== 'committed') return undefined
    const into = { schema: metadata.schema, spec: metadata.spec, folder: `${metadata.location}/data` }
    written ??= isEqual ? [] : await writer.write(held.rows, into)
    return addSnapshot(lake, metadata, content.metadataLocation, {
      operation: isEqual || removed.size === 0 ? 'append' : 'overwrite',
      added: written,
      ...(!isEqual && removed.size > 0 && { isRemoved: ({ path }) => removed.has(path) }),
      summary: summaryOfRun(run),
    })
  })
  if (end !== 'committed' && written !== undefined) await lake.files.remove(written.map(({ path }) => path))
  return end
}

async function isStale(
  { lake }: BatchTools,
  job: BatchJob,
  date: Day | undefined,
  metadata: TableMetadata,
  { metadata: then, before, removed }: SeenTable,
): Promise<boolean> {
  if (metadata.current?.id === then.current?.id) return false
  if (metadata.schema.schemaId !== then.schema.schemaId || metadata.spec.specId !== then.spec.specId) return true
  if (recordedRuns(metadata).get(date ?? '')?.snapshot !== before?.snapshot) return true
  const present = filesOfDay(metadata, job, date, await scanTable(lake, metadata, ofDay(job, date, '=')))
  return present.size !== removed.size || [...present].some((path) => !removed.has(path))
}

/** Rows of other days, where one of them may have a key of this day's; undefined where the key has the day in it. */
export async function rowsBeside(
  { lake, reader }: BatchTools,
  job: BatchJob,
  date: Day | undefined,
  metadata: TableMetadata,
): Promise<RowSource | undefined> {
  const others = ofDay(job, date, '<>')
  if (others === undefined || job.date === undefined || job.output.primaryKey.includes(job.date.column))
    return undefined
  return reader.source(await scanTable(lake, metadata, others))
}
