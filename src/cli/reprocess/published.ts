import { resolve } from 'node:path'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { inBatches } from '../../kernel/in-batches.ts'
import type { Row } from '../../pipelines/fixture/compare.ts'
import { parseRows } from '../../pipelines/fixture/golden.ts'
import type { ResolvedWrite } from '../../pipelines/job/resolved.ts'
import { liveNames } from '../../pipelines/live/context.ts'
import { positionsOf, requireStill } from '../../pipelines/live/group-positions.ts'
import { partitionsOf } from '../../pipelines/live/partitions.ts'
import { lastRows } from '../../pipelines/reprocess/compare-published.ts'
import { readTopic } from '../../pipelines/reprocess/read-topic.ts'
import { requireTaken, type TableProgress } from '../../pipelines/reprocess/require-taken.ts'
import type { Settings } from '../config.ts'
import { outputTexts } from '../fixture/stream-job.ts'
import { namePrefix } from '../live/name-prefix.ts'
import type { LoadedJob } from '../load-job.ts'
import { orUnreachable } from '../or-unreachable.ts'
import { eventLog, liveStore, wire } from '../wiring/live.ts'

export type RowsByTopic = ReadonlyMap<string, readonly Row[]>

export interface WasPublished {
  readonly rows: RowsByTopic
  /** Of topics that were read, by partition. */
  readonly ends: ReadonlyMap<string, readonly number[]>
}

/** Milliseconds, the first included and the last not. */
export interface Range {
  readonly since?: number | undefined
  readonly until?: number | undefined
}

/** The rows of a run's folder, by topic. */
export async function rowsIn(folder: string): Promise<RowsByTopic> {
  const texts = await outputTexts(resolve(folder))
  return new Map([...texts].map(([topic, text]) => [topic, parseRows(text, topic)]))
}

/** What topics and stores of the environment have of a job's outputs. A store is asked for the keys that were made again: it lists none. */
export async function publishedLive(
  settings: Settings,
  outputs: readonly ResolvedWrite[],
  made: RowsByTopic,
): Promise<WasPublished> {
  const ofMode = (isUpsert: boolean) => outputs.filter(({ mode }) => (mode === 'upsert') === isUpsert)
  const [topics, stores] = [contractsOf(ofMode(false)), contractsOf(ofMode(true))]
  const rows = new Map<string, readonly Row[]>()
  const ends = new Map<string, readonly number[]>()
  const store = await liveStore(settings, stores)
  const log = await eventLog(settings)
  try {
    const form = await wire(settings)
    for (const contract of topics) {
      const read = await orUnreachable(readTopic(log, form, contract))
      rows.set(contract.name, read.rows)
      ends.set(contract.name, read.ends)
    }
    for (const contract of stores) {
      const { name: topic } = contract
      const newest = [...lastRows(made.get(topic) ?? [], { contract, isUpsert: true }).values()]
      const found = await orUnreachable(inBatches(newest, ({ event }) => store.get(topic, String(event.key))))
      const kept = found.flatMap((row) => (row === undefined ? [] : [row]))
      rows.set(
        topic,
        kept.map(({ key, value }, i) => ({
          line: i + 1,
          event: { topic, partition: 0, key, value: JSON.parse(value) },
        })),
      )
    }
    return { rows, ends }
  } finally {
    await Promise.allSettled([store.close(), log.close()])
  }
}

/** How far the running job has come, by topic and partition: what is behind that, it publishes itself. @throws DqError where a table has not come as far. */
export async function takenBy(
  settings: Settings,
  { job }: LoadedJob,
  tables: readonly TableProgress[],
  prefix = namePrefix(settings),
): Promise<ReadonlyMap<string, readonly number[]>> {
  const log = await eventLog(settings)
  try {
    const topics = job.inputs.map(({ contract }) => contract.name)
    const counts = await orUnreachable(log.partitionCounts(topics))
    const inputs = topics.map((topic) => partitionsOf(topic, counts.get(topic) ?? 0))
    const positions = await orUnreachable(positionsOf(log, liveNames(prefix, job.ir.name).group, inputs))
    const taken = new Map(topics.map((topic, i) => [topic, positions[i]!]))
    for (const one of tables) await orUnreachable(requireTaken(log, one, taken.get(one.topic) ?? []))
    return taken
  } finally {
    await log.close()
  }
}

/** What the running job writes meanwhile would look as if it were gone from what is made again. @throws DqError where it has gone on. */
export async function requireStopped(
  settings: Settings,
  { job }: LoadedJob,
  taken: ReadonlyMap<string, readonly number[]>,
  prefix = namePrefix(settings),
): Promise<void> {
  const log = await eventLog(settings)
  try {
    const { group } = liveNames(prefix, job.ir.name)
    await orUnreachable(requireStill(log, group, [...taken.keys()], [...taken.values()]))
  } finally {
    await log.close()
  }
}

/** Each once: several outputs may go to one topic. */
export const contractsOf = (outputs: readonly ResolvedWrite[]): readonly Contract[] => [
  ...new Map(outputs.map(({ contract }) => [contract.name, contract])).values(),
]

/** By arrival, as the output of a record has that of the record. */
export const byArrival = ({ since, until }: Range): ((row: Row) => boolean) => {
  return ({ event }) => isWithin(Date.parse(String(event.arrival)), { since, until })
}

/** By event time: what is in a topic has the time at which it was sent. */
export function byEventTime({ since, until }: Range, contract: Contract): (row: Row) => boolean {
  if (since === undefined && until === undefined) return () => true
  const { eventTime } = contract.settings
  if (eventTime === undefined)
    throw new DqError(
      `the contract of ${contract.name} names no event time: nobody can tell which of it is in the range`,
      {
        hint: 'leave out --since and --until, or compare files: --published <folder>',
        at: contract.places.odcs([]),
      },
    )
  return ({ event }) =>
    isWithin(Date.parse(String((event.value as Readonly<Record<string, unknown>>)[eventTime])), { since, until })
}

const isWithin = (
  time: number,
  { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: Range,
): boolean => time >= since && time < until
