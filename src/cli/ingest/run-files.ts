import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { RouteRun } from '../../pipelines/ingest/route-run.ts'
import type { Settings } from '../config.ts'
import type { TopicPath } from '../flags.ts'
import { noRecords, nothingReadable } from '../no-records.ts'
import { fileInput } from './file-input.ts'
import type { LoadedIngest } from './load-ingest.ts'
import { type IngestReport, openSession, type SessionFlags } from './session.ts'

export interface FileFlags extends SessionFlags {
  readonly input: readonly TopicPath[]
}

/**
 * Takes the records of files into the tables of a branch, each once: what the tables have already is passed over. Tables that are not
 * there are made. With `signal` it commits what it has, and ends.
 */
export async function ingestFiles(
  loaded: LoadedIngest,
  settings: Settings,
  flags: FileFlags,
  signal: AbortSignal = new AbortController().signal,
): Promise<IngestReport> {
  const { job } = loaded
  const topics = job.routes.map(({ topic }) => topic.name)
  for (const { topic } of flags.input)
    if (!topics.includes(topic))
      throw new DqError(`job ${job.ir.name} does not read ${topic}${didYouMean(topic, topics)}`, {
        hint: `its inputs: ${topics.join(', ')}`,
      })
  const routes = job.routes.filter(({ topic }) => flags.input.some((input) => input.topic === topic.name))
  const session = await openSession(loaded, routes, settings, flags, signal)
  const warnings: string[] = []
  try {
    for (const run of session.runs)
      for (const input of flags.input) {
        if (input.topic !== run.route.topic.name || session.signal.aborted) continue
        const before = { in: run.counts.in, unreadable: unreadable(run) }
        await session.pass(run, () => fileInput(input.topic, input.path))
        const records = run.counts.in - before.in
        if (session.signal.aborted) continue
        if (records === 0) warnings.push(noRecords(input))
        else if (records === unreadable(run) - before.unreadable) warnings.push(nothingReadable(input))
      }
    return { ...session.report(), ...(warnings.length === 0 ? {} : { warnings }) }
  } finally {
    await session.close()
  }
}

const unreadable = ({ counts }: RouteRun): number => counts.rejected.get('unreadable') ?? 0
