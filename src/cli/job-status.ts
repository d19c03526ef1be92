import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DqError } from '../kernel/errors.ts'
import { isJsonObject, type JsonObject } from '../kernel/json.ts'
import { didYouMean } from '../kernel/suggest.ts'
import { type Counts, total } from '../pipelines/harness/run-counts.ts'
import { runStateSchema } from '../pipelines/harness/run-state.ts'
import type { Settings } from './config.ts'
import { checkpointStatusOf } from './wiring.ts'

/** What is kept of one run on files: of a job, into one output folder. */
export interface JobStatus {
  readonly job: string
  /** Where its checkpoint is. */
  readonly folder: string
  /** `interrupted`: it goes on when it is started again. */
  readonly state: 'running' | 'interrupted' | 'finished'
  readonly out?: string
  /** Checkpoints that the run has made. */
  readonly checkpoints: number
  /** Events taken by the last checkpoint. */
  readonly events: number
  /** How far each input was read. */
  readonly positions: readonly { readonly topic: string; readonly bytes: number; readonly line?: number }[]
  /** What became of the events, by the last checkpoint. */
  readonly counts?: Pick<Counts, 'taken' | 'late' | 'duplicates' | 'afterUntil'> & {
    readonly deadLetters: number
    /** By topic or store, dead letters too. */
    readonly out: Readonly<Record<string, number>>
  }
  /** Keyed state: windows, or keys. */
  readonly rows: number
  readonly bytes: number
}

/** Every run of the job (of all jobs without one) that ever kept a checkpoint here. @throws DqError for a job that has none. */
export async function jobStatuses(settings: Settings, job?: string): Promise<readonly JobStatus[]> {
  const root = join(settings.stateDir, 'state')
  const jobs = foldersIn(root)
  if (job !== undefined && !jobs.includes(job))
    throw new DqError(`no run of the job "${job}" on files has kept anything here${didYouMean(job, jobs)}`, {
      hint: `run it with --input; checkpoints are kept in ${root}`,
    })
  const statuses: JobStatus[] = []
  for (const name of job === undefined ? jobs : [job]) {
    for (const run of foldersIn(join(root, name))) {
      const status = await statusOf(name, join(root, name, run))
      if (status !== undefined) statuses.push(status)
    }
  }
  return statuses
}

const foldersIn = (path: string): readonly string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
    : []

async function statusOf(job: string, folder: string): Promise<JobStatus | undefined> {
  const found = await checkpointStatusOf(folder)
  if (found === undefined) return undefined
  const { isRunning, isFinished, identity, number, checkpoint, rows, bytes } = found
  const out = identity?.['output folder']
  return {
    job,
    folder,
    state: isRunning ? 'running' : isFinished ? 'finished' : 'interrupted',
    ...(out === undefined ? {} : { out }),
    checkpoints: number,
    events: checkpoint?.events ?? 0,
    positions: positionsOf(checkpoint?.source ?? {}),
    ...(checkpoint === undefined ? {} : { counts: countsOf(checkpoint.run) }),
    rows,
    bytes,
  }
}

function countsOf(run: JsonObject): NonNullable<JobStatus['counts']> {
  const { taken, late, duplicates, afterUntil, deadLetters, out } = runStateSchema.parse(run).counts
  return { taken, late, duplicates, afterUntil, deadLetters: total(deadLetters), out: Object.fromEntries(out) }
}

/** An input that nothing was read of has no place. */
const positionsOf = (source: JsonObject): JobStatus['positions'] =>
  Object.entries(source).flatMap(([topic, place]) => {
    if (!isJsonObject(place)) return []
    const { at, number } = place
    return [{ topic, bytes: Number(at), ...(typeof number === 'number' ? { line: number } : {}) }]
  })
