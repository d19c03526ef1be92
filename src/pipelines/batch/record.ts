import { z } from 'zod'
import type { Snapshot, TableMetadata } from '../../lake/iceberg/metadata.ts'
import type { Day } from './days.ts'

/** What a run read of a table. */
export interface ReadInput {
  /** Id of the snapshot; undefined for a table without one. */
  readonly snapshot?: string | undefined
  /** Digest of the files that the run could not rule out: other files are other rows, or the same rows written again. */
  readonly files: string
}

/** What a snapshot's summary says of the run that made it. */
export interface RunRecord {
  readonly job: string
  /** Digest of what was asked of the engine. */
  readonly hash: string
  /** Undefined for a job without a date. */
  readonly date?: Day | undefined
  readonly inputs: ReadonlyMap<string, ReadInput>
}

const inputs = z
  .record(z.string(), z.object({ snapshot: z.string().optional(), files: z.string() }))
  .transform((of) => new Map(Object.entries(of)) as ReadonlyMap<string, ReadInput>)

export const summaryOfRun = ({ job, hash, date, inputs: read }: RunRecord): Readonly<Record<string, string>> => ({
  'dq.job': job,
  'dq.job.hash': hash,
  ...(date !== undefined && { 'dq.date': date }),
  'dq.inputs': JSON.stringify(Object.fromEntries(read)),
})

function recordOf({ summary }: Snapshot): RunRecord | undefined {
  const { 'dq.job': job, 'dq.job.hash': hash, 'dq.date': date, 'dq.inputs': text } = summary
  if (job === undefined || hash === undefined || text === undefined) return undefined
  const read = inputs.safeParse(jsonOf(text))
  return read.success ? { job, hash, ...(date !== undefined && { date }), inputs: read.data } : undefined
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Somebody wrote there by hand: as if no run had been recorded.
    return undefined
  }
}

/** A run, and the snapshot that says so. */
export type RecordedRun = RunRecord & { readonly snapshot: bigint }

/** The newest run of each date, by date, along the line of the present snapshot; a job without a date has one under ''. */
export function recordedRuns({ current, snapshots }: Pick<TableMetadata, 'current' | 'snapshots'>) {
  const byId = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]))
  const runs = new Map<Day | '', RecordedRun>()
  for (let one = current; one !== undefined; one = one.parentId === undefined ? undefined : byId.get(one.parentId)) {
    const record = recordOf(one)
    if (record !== undefined && !runs.has(record.date ?? ''))
      runs.set(record.date ?? '', { ...record, snapshot: one.id })
  }
  return runs as ReadonlyMap<Day | '', RecordedRun>
}

/** Whether a run would read what the recorded one has read, and ask the same. */
export const isSameRun = (a: RunRecord, b: RunRecord): boolean =>
  a.job === b.job &&
  a.hash === b.hash &&
  a.inputs.size === b.inputs.size &&
  [...a.inputs].every(([table, { files }]) => b.inputs.get(table)?.files === files)
