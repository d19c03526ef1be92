import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DqError } from '../../kernel/errors.ts'
import { comparePublished, type Published } from '../../pipelines/reprocess/compare-published.ts'
import type { Settings } from '../config.ts'
import type { TopicPath } from '../flags.ts'
import { type LoadedJob, loadJob } from '../load-job.ts'
import { type Played, play } from '../play.ts'
import { bronzeInputs } from './bronze-inputs.ts'
import { publishedLive, type Range, requireStopped, rowsIn, takenBy } from './published.ts'
import { requireRunFolder } from './published-folder.ts'
import { sidesOf } from './sides.ts'
import { type OnBranch, requireWritable, toBranch } from './to-branch.ts'

export interface ReprocessRequest extends Range {
  readonly at?: string | undefined
  readonly input?: readonly TopicPath[] | undefined
  /** The folder of the outputs that were published. Without it, topics and stores of the environment, where it has Kafka. */
  readonly published?: string | undefined
  readonly out?: string | undefined
  /** What the names of the running job begin with; by default `kafka.group`, or dq. */
  readonly group?: string | undefined
  /** The tables go there; it begins at `at` where it is not there yet. */
  readonly branch?: string | undefined
}

export interface Reprocessed extends Played {
  readonly job: string
  /** Where the events came from, and how many. */
  readonly inputs: readonly { readonly topic: string; readonly from: string; readonly events: number | undefined }[]
  readonly out: string
  /** Undefined when nothing was named to compare with. */
  readonly compared?: readonly Published[]
  /** Only what nobody has seen yet, and what is otherwise now: event files. */
  readonly differences?: string
  readonly onBranch?: OnBranch
}

/** Runs a streaming job again over what bronze has kept. Nothing is published: outputs are files of a folder of its own, and tables of a branch. */
export async function reprocess(settings: Settings, name: string, request: ReprocessRequest): Promise<Reprocessed> {
  const loaded = await loadJob(name, settings)
  const job = loaded.job.ir.name
  const source = sourceOf(settings, request)
  if (request.published !== undefined) requireRunFolder(request.published, job, new Set(loaded.contracts.keys()))
  if (request.branch !== undefined) await requireWritable(settings, request.branch)
  const out = resolve(request.out ?? join(settings.stateDir, 'reprocess', job))
  const [events, outputs, differences] = ['events', 'outputs', 'differences'].map((part) => join(out, part)) as [
    string,
    string,
    string,
  ]
  for (const folder of [events, outputs, differences]) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
  }
  const { paths, inputs, kept } = await inputsOf(settings, loaded, request, {
    folder: events,
    isLive: source === 'live',
  })
  // As far as the running job has come, and with the windows open that it has open.
  const taken = source === 'live' ? await takenBy(settings, loaded, kept, request.group) : undefined
  const live = taken && { finish: false, ends: taken }
  const played = await play(loaded, { inputs: paths, out: outputs, ...live })
  const done = { job, ...played, inputs, out }
  if (source === 'nothing') return done
  const made = await rowsIn(outputs)
  const was =
    source === 'live'
      ? await publishedLive(settings, loaded.job.outputs, made)
      : { rows: await rowsIn(request.published ?? ''), ends: new Map() }
  if (taken !== undefined) await requireStopped(settings, loaded, taken, request.group)
  const sides = sidesOf(loaded, source, request, { was: was.rows, is: made })
  const compared = sides.map(({ topic, was, is, ...options }) => comparePublished(topic, was, is, options))
  writeDifferences(compared, differences)
  if (request.branch === undefined) return { ...done, compared, differences }
  const onBranch = await toBranch(settings, loaded, request.branch, {
    at: request.at,
    folder: outputs,
    compared,
    sides,
    ends: was.ends,
  })
  return { ...done, compared, differences, onBranch }
}

/** Where what was published is to be found. */
function sourceOf({ env, use }: Settings, { published, branch }: ReprocessRequest): 'files' | 'live' | 'nothing' {
  if (published !== undefined) return 'files'
  if (env !== undefined && use.kafka.brokers !== undefined) return 'live'
  if (branch === undefined) return 'nothing'
  throw new DqError('nothing says what was published', {
    hint: '--published <folder> of a run, or --env <environment> with Kafka',
  })
}

/** The files that the job reads, and where each came from. */
async function inputsOf(
  settings: Settings,
  { job }: LoadedJob,
  { input: given = [], at, until }: ReprocessRequest,
  { folder, isLive }: { readonly folder: string; readonly isLive: boolean },
) {
  const topics = job.inputs.map(({ contract }) => contract.name)
  const stray = given.find(({ topic }) => !topics.includes(topic))
  if (stray !== undefined)
    throw new DqError(`job ${job.ir.name} does not read ${stray.topic}`, { hint: `its inputs: ${topics.join(', ')}` })
  const missing = topics.filter((topic) => !given.some((one) => one.topic === topic))
  // A record that came late belongs to a window before the end of the range all the same.
  const kept = await bronzeInputs(settings, missing, { at, until: isLive ? undefined : until, folder })
  return {
    kept,
    paths: [...given, ...kept.map(({ topic, path }) => ({ topic, path }))],
    inputs: [
      ...given.map(({ topic, path }) => ({ topic, from: path, events: undefined })),
      ...kept.map(({ topic, from, events }) => ({ topic, from, events })),
    ],
  }
}

function writeDifferences(compared: readonly Published[], folder: string): void {
  for (const { topic, fresh, changed } of compared) {
    const rows = [...fresh, ...changed.map(({ is }) => is)].sort((a, b) => a.line - b.line)
    if (rows.length > 0)
      writeFileSync(join(folder, `${topic}.jsonl`), rows.map(({ event }) => `${JSON.stringify(event)}\n`).join(''))
  }
}
