import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { stringify } from 'yaml'
import { DqError } from '../kernel/errors.ts'
import { didYouMean } from '../kernel/suggest.ts'
import type { Manifest } from '../pipelines/fixture/manifest.ts'
import type { ResolvedJob } from '../pipelines/job/resolved.ts'
import type { Settings } from './config.ts'
import { findCases, type TestedCase, testCase } from './fixtures.ts'
import type { TopicPath } from './flags.ts'
import type { LoadedJob } from './load-job.ts'
import { shownPath } from './shown-path.ts'

export interface RecordOptions {
  readonly name: string
  readonly inputs: readonly TopicPath[]
  readonly description: string
  /** Milliseconds of arrival: from (included) and until (excluded). */
  readonly from?: number | undefined
  readonly until?: number | undefined
  /** At most so many events of each topic, the first by arrival. */
  readonly limit?: number | undefined
  /** Fields whose text is replaced by a pseudonym, the same for the same text in all topics. */
  readonly mask?: readonly string[] | undefined
}

export interface Recorded extends TestedCase {
  readonly events: number
  /** Fields that a contract calls personal and that were recorded as they are. */
  readonly unmasked: readonly string[]
}

interface RecordedEvent {
  readonly arrival: string
  readonly partition: number
  readonly offset: number
  readonly line: string
}

const CASE_NAME = /^[a-z0-9][a-z0-9-]*$/

/** Makes a case from files of events: sorts and cuts them, masks fields, writes the manifest, and takes the job's output as golden. */
export async function recordCase(loaded: LoadedJob, settings: Settings, options: RecordOptions): Promise<Recorded> {
  const { job } = loaded
  if (!CASE_NAME.test(options.name))
    throw new DqError(`"${options.name}" is no name for a case`, { hint: 'use lower-case letters, digits and hyphens' })
  const folder = join(settings.fixtures, job.ir.name, options.name)
  if (existsSync(folder))
    throw new DqError(`the case ${options.name} exists`, {
      at: { file: shownPath(folder) },
      hint: 'choose another name, or remove the folder',
    })
  const mask = masker(job, options.mask ?? [])
  const texts = new Map<string, readonly RecordedEvent[]>()
  for (const { topic, path } of options.inputs) texts.set(topic, await readEvents(topic, path, options, mask))

  await mkdir(join(folder, 'input'), { recursive: true })
  try {
    for (const [topic, events] of texts) {
      await writeFile(join(folder, 'input', `${topic}.jsonl`), events.map(({ line }) => `${line}\n`).join(''))
    }
    await writeFile(join(folder, 'manifest.yaml'), stringify(manifestOf(job, options, texts)))
    const [fixture] = await findCases(settings, job.ir.name, options.name)
    const tested = await testCase(loaded, fixture!, settings, { update: true })
    return {
      ...tested,
      events: [...texts.values()].reduce((sum, events) => sum + events.length, 0),
      unmasked: unmasked(job, options.mask ?? []),
    }
  } catch (error) {
    // Half a case would be found by the next `dq fixture test`.
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function readEvents(
  topic: string,
  path: string,
  { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY, limit }: RecordOptions,
  mask: (event: Record<string, unknown>) => void,
): Promise<readonly RecordedEvent[]> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new DqError(`${path} cannot be read`, { hint: `it should hold the events of ${topic}`, cause })
  })
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8')
  const events = text.split('\n').flatMap((line, index): RecordedEvent[] => {
    if (line.trim() === '') return []
    const event = parsed(line)
    // A line that is no event is kept as it stands, in its place: it is what the job must cope with.
    if (event === undefined) return [{ arrival: '', partition: 0, offset: -1, line }]
    const at = { file: path, line: index + 1 }
    if (event.topic !== topic)
      throw new DqError(`an event of ${String(event.topic)} in the file of ${topic}`, {
        at,
        hint: 'give one file a topic',
      })
    const { arrival, partition, offset } = event as unknown as RecordedEvent
    const time = Date.parse(arrival)
    if (Number.isNaN(time))
      throw new DqError('the event has no arrival time', { at, hint: '"arrival": "2017-03-08T12:00:00.000Z"' })
    if (time < from || time >= until) return []
    mask(event)
    return [{ arrival, partition, offset, line: JSON.stringify(event) }]
  })
  // Lines without an arrival stay behind the event they followed.
  let last = ''
  const placed = events.map((event) => {
    if (event.arrival !== '') last = event.arrival
    return { ...event, arrival: last }
  })
  placed.sort(
    (a, b) =>
      (a.arrival < b.arrival ? -1 : a.arrival > b.arrival ? 1 : 0) ||
      a.partition - b.partition ||
      (a.offset < 0 || b.offset < 0 ? 0 : a.offset - b.offset),
  )
  return limit === undefined ? placed : placed.slice(0, limit)
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && 'arrival' in value
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** Replaces masked fields, and the record key where it is one of them. The salt is forgotten, so nobody can try values out. */
function masker(job: ResolvedJob, fields: readonly string[]): (event: Record<string, unknown>) => void {
  const known = new Set(job.inputs.flatMap(({ types }) => [...types.keys()]))
  for (const field of fields) {
    if (!known.has(field)) throw new DqError(`no input has a field "${field}" to mask${didYouMean(field, known)}`)
  }
  const salt = randomBytes(16)
  const pseudonym = (text: string): string => createHash('sha256').update(salt).update(text).digest('hex').slice(0, 32)
  const keys = new Map(job.inputs.map(({ contract }) => [contract.name, contract.settings.key]))
  return (event) => {
    const value = event.value as Record<string, unknown> | null
    for (const field of fields) {
      const text = value?.[field]
      if (typeof text === 'string') value![field] = pseudonym(text)
      if (keys.get(String(event.topic)) === field && typeof event.key === 'string') event.key = pseudonym(event.key)
    }
  }
}

const unmasked = (job: ResolvedJob, masked: readonly string[]): readonly string[] => [
  ...new Set(
    job.inputs.flatMap(({ contract }) =>
      contract.fields
        .filter(({ classification, name }) => PERSONAL.has(classification ?? '') && !masked.includes(name))
        .map(({ name }) => `${contract.name}.${name}`),
    ),
  ),
]

const PERSONAL: ReadonlySet<string> = new Set(['personal', 'sensitive', 'pii'])

function manifestOf(
  job: ResolvedJob,
  options: RecordOptions,
  texts: ReadonlyMap<string, readonly RecordedEvent[]>,
): Manifest {
  const arrivals = [...texts.values()]
    .flat()
    .map(({ arrival }) => arrival)
    .filter((arrival) => arrival !== '')
    .sort()
  const [first] = arrivals
  return {
    name: options.name,
    job: job.ir.name,
    description: options.description,
    sources: options.inputs.map(({ topic, path }) => ({ name: topic, origin: path, licence: 'not said' })),
    counts: Object.fromEntries([...texts].map(([topic, events]) => [topic, events.length])),
    ...(first === undefined ? {} : { clock: { from: first, to: arrivals.at(-1)! } }),
    masking: options.mask?.length ? `pseudonyms for ${options.mask.join(', ')}` : 'none',
    made_by: 'dq fixture record',
  }
}
