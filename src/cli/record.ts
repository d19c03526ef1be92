import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { DqError } from '../kernel/errors.ts'
import type { Manifest } from '../pipelines/fixture/manifest.ts'
import type { Settings } from './config.ts'
import type { FixtureJob } from './fixture/fixture-job.ts'
import { fixtureJobs } from './fixture/fixture-jobs.ts'
import { masker, unmasked } from './fixture/mask.ts'
import { type LineWish, type RecordedLine, readEvents, readRows } from './fixture/recorded-lines.ts'
import { findCases, requireInput, type TestedCase, testCase } from './fixtures.ts'
import type { TopicPath } from './flags.ts'
import { shownPath } from './shown-path.ts'

export interface RecordOptions extends LineWish {
  readonly name: string
  readonly inputs: readonly TopicPath[]
  readonly description: string
  /** Of a batch job: the days that are made. */
  readonly dates?: readonly string[] | undefined
  /** Fields whose text is replaced by a pseudonym, the same for the same text in all files. */
  readonly mask?: readonly string[] | undefined
}

export interface Recorded extends TestedCase {
  readonly events: number
  /** What they are: events, or rows of tables. */
  readonly unit: 'event' | 'row'
  /** Fields that a contract calls personal and that were recorded as they are. */
  readonly unmasked: readonly string[]
}

const CASE_NAME = /^[a-z0-9][a-z0-9-]*$/

/** Makes a case from files: sorts and cuts events, masks fields, writes the manifest, and takes what the job makes of it as golden. */
export async function recordCase(jobName: string, settings: Settings, options: RecordOptions): Promise<Recorded> {
  const jobs = fixtureJobs(settings)
  try {
    return await recordFor(await jobs.named(jobName), settings, options)
  } finally {
    await jobs.close()
  }
}

async function recordFor(job: FixtureJob, settings: Settings, options: RecordOptions): Promise<Recorded> {
  if (!CASE_NAME.test(options.name))
    throw new DqError(`"${options.name}" is no name for a case`, { hint: 'use lower-case letters, digits and hyphens' })
  const folder = join(settings.fixtures, job.name, options.name)
  if (existsSync(folder))
    throw new DqError(`the case ${options.name} exists`, {
      at: { file: shownPath(folder) },
      hint: 'choose another name, or remove the folder',
    })
  requireDates(job, options.dates)
  for (const { topic } of options.inputs) requireInput(job, topic)
  const recorded = job.inputs.filter(({ name }) => options.inputs.some(({ topic }) => topic === name))
  const mask = masker(recorded, options.mask ?? [])
  const read = job.input === 'events' ? readEvents : readRows
  const texts = new Map<string, readonly RecordedLine[]>()
  for (const { topic, path } of options.inputs) texts.set(topic, await read(topic, path, options, mask))

  await mkdir(join(folder, 'input'), { recursive: true })
  try {
    for (const [topic, lines] of texts) {
      await writeFile(join(folder, 'input', `${topic}.jsonl`), lines.map(({ line }) => `${line}\n`).join(''))
    }
    await writeFile(join(folder, 'manifest.yaml'), stringify(manifestOf(job, options, texts)))
    const [fixture] = await findCases(settings, job.name, options.name)
    const tested = await testCase(job, fixture!, settings, { update: true })
    return {
      ...tested,
      events: [...texts.values()].reduce((sum, lines) => sum + lines.length, 0),
      unit: job.input === 'events' ? 'event' : 'row',
      unmasked: unmasked(recorded, options.mask ?? []),
    }
  } catch (error) {
    // Half a case would be found by the next `dq fixture test`.
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

function requireDates({ name, keys }: FixtureJob, dates: RecordOptions['dates']): void {
  const isByDate = keys.includes('dates')
  if (isByDate === (dates !== undefined)) return
  throw new DqError(isByDate ? `${name} is run by date: which days are made?` : `--date says nothing to ${name}`, {
    hint: isByDate ? '--date 2017-03-08, as often as there are days' : '--date is for batch jobs that are run by date',
  })
}

function manifestOf(
  job: FixtureJob,
  options: RecordOptions,
  texts: ReadonlyMap<string, readonly RecordedLine[]>,
): Manifest {
  const arrivals = [...texts.values()]
    .flat()
    .map(({ arrival }) => arrival)
    .filter((arrival) => arrival !== '')
    .sort()
  const [first] = arrivals
  return {
    name: options.name,
    job: job.name,
    description: options.description,
    ...(options.dates === undefined ? {} : { dates: [...options.dates] }),
    sources: options.inputs.map(({ topic, path }) => ({ name: topic, origin: path, licence: 'not said' })),
    counts: Object.fromEntries([...texts].map(([topic, lines]) => [topic, lines.length])),
    ...(first === undefined ? {} : { clock: { from: first, to: arrivals.at(-1)! } }),
    masking: options.mask?.length ? `pseudonyms for ${options.mask.join(', ')}` : 'none',
    made_by: 'dq fixture record',
  }
}
