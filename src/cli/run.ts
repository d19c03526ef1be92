import { join, resolve } from 'node:path'
import { DqError } from '../kernel/errors.ts'
import { didYouMean } from '../kernel/suggest.ts'
import { compareWithGolden, type GoldenResult, identityOf } from '../pipelines/fixture/golden.ts'
import { CHECKPOINT_EVERY } from './checkpoint-every.ts'
import type { Settings } from './config.ts'
import type { FileFormatName } from './file-formats.ts'
import { outputTexts } from './fixture/stream-job.ts'
import { findCases, readManifest } from './fixtures.ts'
import type { TopicPath } from './flags.ts'
import type { LoadedJob } from './load-job.ts'
import { noRecords } from './no-records.ts'
import { type Played, play } from './play.ts'
import { fixtureFiles } from './wiring.ts'

export interface RunReport extends Played {
  readonly loaded: LoadedJob
  /** The case that was played and what it is, when it was one. */
  readonly fixture?: { readonly name: string; readonly description: string }
  readonly inputs: readonly TopicPath[]
  readonly out: string
  /** Of a whole case with golden files. */
  readonly golden?: GoldenResult
  /** What is odd about the files given. */
  readonly warnings?: readonly string[]
}

export interface RunFlags {
  readonly input?: readonly TopicPath[] | undefined
  readonly fixture?: readonly string[] | undefined
  readonly out?: string | undefined
  readonly until?: number | undefined
  readonly maxBadRecords?: number | undefined
  readonly outFormat?: FileFormatName | undefined
  readonly checkpointEvery?: number | undefined
  readonly fresh?: boolean | undefined
}

/** Runs the job on the files given, or plays the cases named (all of the job's without names), one after the other. */
export async function runAll(
  loaded: LoadedJob,
  settings: Settings,
  flags: RunFlags,
  onEnd: (run: RunReport) => unknown,
): Promise<readonly RunReport[]> {
  const runs: RunReport[] = []
  for await (const run of flags.input
    ? runInputs(loaded, flags.input, settings, flags)
    : runFixtures(loaded, settings, flags)) {
    onEnd(run)
    runs.push(run)
  }
  return runs
}

/** Holds each whole case against its golden files. */
async function* runFixtures(loaded: LoadedJob, settings: Settings, flags: RunFlags): AsyncGenerator<RunReport> {
  const job = loaded.job.ir.name
  const names = flags.fixture
  const cases =
    names === undefined
      ? await findCases(settings, job)
      : (await Promise.all(names.map((name) => findCases(settings, job, name)))).flat()
  for (const fixture of cases) {
    const { name, description } = await readManifest(fixture)
    const out =
      flags.out === undefined
        ? join(settings.stateDir, 'runs', job, name)
        : cases.length > 1
          ? join(flags.out, name)
          : flags.out
    const played = await play(loaded, { ...flags, inputs: fixture.inputs, out })
    const whole = played.end === 'finished' && flags.until === undefined && fixture.expected.length > 0
    const golden = whole
      ? await compareWithGolden(fixture, await outputTexts(out), await fixtureFiles(settings), (topic) =>
          identityOf(loaded.contracts.get(topic)),
        )
      : undefined
    yield {
      loaded,
      ...played,
      fixture: { name, description },
      inputs: fixture.inputs,
      out,
      ...(golden === undefined ? {} : { golden }),
    }
  }
}

/** Runs a job on the files given on the command line; an input without a file is empty. What was interrupted goes on. */
async function* runInputs(
  loaded: LoadedJob,
  inputs: readonly TopicPath[],
  settings: Settings,
  flags: RunFlags,
): AsyncGenerator<RunReport> {
  const topics = loaded.job.inputs.map(({ contract }) => contract.name)
  for (const { topic } of inputs) {
    if (!topics.includes(topic)) {
      throw new DqError(`job ${loaded.job.ir.name} does not read ${topic}${didYouMean(topic, topics)}`, {
        hint: `its inputs: ${topics.join(', ')}`,
      })
    }
  }
  const out = resolve(flags.out ?? join(settings.stateDir, 'runs', loaded.job.ir.name, 'files'))
  const checkpoint = {
    stateDir: settings.stateDir,
    every: flags.checkpointEvery ?? CHECKPOINT_EVERY,
    fresh: flags.fresh ?? false,
  }
  const played = await play(loaded, { ...flags, inputs, out, checkpoint })
  const empty = inputs.filter(({ topic }) => played.end === 'finished' && played.counts.in[topics.indexOf(topic)] === 0)
  yield { loaded, ...played, inputs, out, ...(empty.length === 0 ? {} : { warnings: empty.map(noRecords) }) }
}
