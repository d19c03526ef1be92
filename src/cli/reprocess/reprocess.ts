import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DqError } from '../../kernel/errors.ts'
import type { Row } from '../../pipelines/fixture/compare.ts'
import { parseRows } from '../../pipelines/fixture/golden.ts'
import { comparePublished, type Published } from '../../pipelines/reprocess/compare-published.ts'
import type { Settings } from '../config.ts'
import { outputTexts } from '../fixtures.ts'
import type { TopicPath } from '../flags.ts'
import { loadJob } from '../load-job.ts'
import { type Played, play } from '../play.ts'
import { bronzeInputs } from './bronze-inputs.ts'

export interface ReprocessRequest {
  readonly at?: string | undefined
  /** Milliseconds; what is compared. Everything before `until` is read, so that state and windows are whole. */
  readonly since?: number | undefined
  readonly until?: number | undefined
  readonly input?: readonly TopicPath[] | undefined
  /** The folder of the outputs that were published. */
  readonly published?: string | undefined
  readonly out?: string | undefined
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
}

/** Runs a streaming job again over what bronze has kept. Nothing is published: outputs and store are files of a folder of its own. */
export async function reprocess(settings: Settings, name: string, request: ReprocessRequest): Promise<Reprocessed> {
  const loaded = await loadJob(name, settings)
  const job = loaded.job.ir.name
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
  const given = request.input ?? []
  const topics = loaded.job.inputs.map(({ contract }) => contract.name)
  const stray = given.find(({ topic }) => !topics.includes(topic))
  if (stray !== undefined)
    throw new DqError(`job ${job} does not read ${stray.topic}`, { hint: `its inputs: ${topics.join(', ')}` })
  const missing = topics.filter((topic) => !given.some((one) => one.topic === topic))
  const kept = await bronzeInputs(settings, missing, { at: request.at, until: request.until, folder: events })
  const inputs = [...given, ...kept.map(({ topic, path }) => ({ topic, path }))]
  const played = await play(loaded, { inputs, out: outputs })
  const done = {
    job,
    ...played,
    inputs: [
      ...given.map(({ topic, path }) => ({ topic, from: path, events: undefined })),
      ...kept.map(({ topic, from, events }) => ({ topic, from, events })),
    ],
    out,
  }
  if (request.published === undefined) return done
  const [was, is] = [await outputTexts(resolve(request.published)), await outputTexts(outputs)]
  const upserts = new Set(
    loaded.job.outputs.filter(({ mode }) => mode === 'upsert').map(({ contract }) => contract.name),
  )
  const compared = [...new Set([...was.keys(), ...is.keys()])].sort().map((topic) => {
    const rows = (text: string | undefined, path: string) => within(parseRows(text ?? '', path), request)
    const options = { contract: loaded.contracts.get(topic), isUpsert: upserts.has(topic) }
    return comparePublished(topic, rows(was.get(topic), topic), rows(is.get(topic), topic), options)
  })
  for (const { topic, fresh, changed } of compared) {
    const rows = [...fresh, ...changed.map(({ is }) => is)].sort((a, b) => a.line - b.line)
    if (rows.length > 0)
      writeFileSync(join(differences, `${topic}.jsonl`), rows.map(({ event }) => `${JSON.stringify(event)}\n`).join(''))
  }
  return { ...done, compared, differences }
}

/** By arrival, as the output of a record has that of the record. */
const within = (
  rows: readonly Row[],
  { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: ReprocessRequest,
) =>
  rows.filter(({ event }) => {
    const arrival = Date.parse(String(event.arrival))
    return arrival >= since && arrival < until
  })
