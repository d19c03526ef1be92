import type { ErasureEntry } from '../../contracts/privacy/ports.ts'
import { DqError } from '../../kernel/errors.ts'
import { Fenced, Unavailable } from '../../pipelines/live/ports.ts'
import { keepOutUntil } from '../../pipelines/privacy/keep-out.ts'
import { writeTombstones } from '../../pipelines/privacy/tombstones.ts'
import type { Settings } from '../config.ts'
import { namePrefix } from '../live/name-prefix.ts'
import type { Elsewhere } from './elsewhere.ts'
import type { Found } from './find.ts'

type Unnoted<T> = T extends unknown ? Omit<T, 'erasure' | 'at'> : never
export type Note = (entry: Unnoted<ErasureEntry>) => void

/** A system that is away would be left out: nothing is begun. */
export function refuseAway({ unsearched }: Found): void {
  const away = unsearched.find(({ isAway }) => isAway)
  if (away !== undefined)
    throw new DqError(`nothing was erased: ${away.why}`, {
      hint: 'begin again when it answers, or without --env for tables and files alone',
    })
}

/**
 * Takes the person out of topics that are compacted by their key, and out of stores of live jobs, where their keys are kept out for as long
 * as the topics that the rows are made of have records of them. Each step is noted before it is done: done twice it changes nothing. Gives what to know of it, in words.
 */
export async function eraseElsewhere(
  settings: Settings,
  { log, store }: Elsewhere,
  { topics, stores }: Found,
  note: Note,
): Promise<readonly string[]> {
  for (const { topic, isState, keys } of topics) {
    if (isState || keys.length === 0 || log === undefined) continue
    note({ kind: 'topic', topic, tombstones: keys.length })
    await orLater(writeTombstones(log, `${namePrefix(settings)}.privacy`, topic, keys))
  }
  const sources = await sourcesOf(settings)
  const warnings: string[] = []
  for (const { store: name, system, keys } of stores) {
    if (keys.length === 0) continue
    const ofStore = sources.get(name)
    const until = keepOutUntil(
      topics.filter(({ topic, isState }) => !isState && (ofStore === undefined || ofStore.has(topic))),
      Date.now(),
    )
    note({ kind: 'store', store: name, rows: keys.length, until: timeText(until) })
    let kept = until
    for (const key of keys) kept = await orLater(store.erase(name, key, until))
    if (kept !== undefined && (until === undefined || kept < until))
      warnings.push(
        `${name}: ${system} keeps deletions until ${day(kept)} (gc_grace_seconds), topics the records ${until === undefined ? 'for ever' : `until ${day(until)}`}: a replay in between would bring the row back`,
      )
  }
  return warnings
}

/** A system that answered when the search was made and does not now, or somebody who erases there too: what was begun is not done. */
async function orLater<T>(step: Promise<T>): Promise<T> {
  try {
    return await step
  } catch (error) {
    const isFenced = error instanceof Fenced
    if (!isFenced && !(error instanceof Unavailable)) throw error
    const why = isFenced ? 'another erasure writes to the topics now' : `${error.system} cannot be reached any more`
    throw new DqError(`the erasure was interrupted: ${why}`, {
      hint: 'the same command takes it up where it was',
      cause: error,
    })
  }
}

/** The topics that the rows of each store are made of, by the jobs here; what none of them writes is absent: it may be made of any. */
async function sourcesOf(settings: Settings): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { loadJobs } = await import('../load-job.ts')
  const sources = new Map<string, Set<string>>()
  // A job that does not load is told elsewhere; here it is one that is not known.
  const jobs = await loadJobs(settings).catch((error: unknown) => {
    if (error instanceof DqError) return []
    throw error
  })
  for (const { job } of jobs)
    for (const { contract, mode } of job.outputs) {
      if (mode !== 'upsert') continue
      const of = sources.get(contract.name) ?? new Set()
      for (const input of job.inputs) of.add(input.contract.name)
      sources.set(contract.name, of)
    }
  return sources
}

/** ISO 8601, to the second; null: for good. */
const timeText = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
