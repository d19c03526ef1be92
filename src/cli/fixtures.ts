import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { DqError } from '../kernel/errors.ts'
import { didYouMean } from '../kernel/suggest.ts'
import { compareWithGolden, type GoldenResult } from '../pipelines/fixture/golden.ts'
import { type Manifest, manifestSchema } from '../pipelines/fixture/manifest.ts'
import type { FixtureCase } from '../pipelines/fixture/ports.ts'
import type { Settings } from './config.ts'
import type { LoadedJob } from './load-job.ts'
import { type Played, play } from './play.ts'
import { fixtureFiles } from './wiring.ts'

/** The cases of a job (of all jobs without one), narrowed to a case by name. @throws DqError when there is none. */
export async function findCases(settings: Settings, job?: string, name?: string): Promise<readonly FixtureCase[]> {
  const all = await (await fixtureFiles(settings)).cases()
  const ofJob = job === undefined ? all : all.filter((fixture) => fixture.job === job)
  if (ofJob.length === 0) {
    const jobs = [...new Set(all.map((fixture) => fixture.job))]
    throw new DqError(
      job === undefined ? 'there are no fixtures' : `job "${job}" has no fixtures${didYouMean(job, jobs)}`,
      {
        hint: `record one with \`dq fixture record\`; they stand in ${settings.fixtures}/<job>/<case>/`,
      },
    )
  }
  if (name === undefined) return ofJob
  const found = ofJob.filter((fixture) => fixture.name === name)
  if (found.length > 0) return found
  const names = ofJob.map((fixture) => fixture.name)
  throw new DqError(`${job ?? 'no job'} has no fixture "${name}"${didYouMean(name, names)}`, {
    hint: `fixtures: ${names.join(', ')}`,
  })
}

/** The case's manifest, checked. @throws DqError that names the file and the key. */
export async function readManifest(fixture: FixtureCase): Promise<Manifest> {
  const at = { file: fixture.manifest }
  if (!existsSync(fixture.manifest))
    throw new DqError('a fixture needs a manifest', { at, hint: 'say name, job and description' })
  const parsed = manifestSchema.safeParse(parse(await readFile(fixture.manifest, 'utf8')))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new DqError(issue.message, {
      at: { ...at, path: `/${issue.path.join('/')}` },
      hint: 'see fixtures/README.md for the keys',
    })
  }
  for (const [key, value] of [
    ['name', fixture.name],
    ['job', fixture.job],
  ] as const) {
    if (parsed.data[key] !== value)
      throw new DqError(`${key} is "${parsed.data[key]}", the folder says "${value}"`, {
        at,
        hint: `make them the same`,
      })
  }
  return parsed.data
}

export interface TestedCase extends GoldenResult {
  readonly fixture: FixtureCase
  readonly played: Played
  /** Whether the golden files were rewritten. */
  readonly updated: boolean
}

/** Replays a case into a folder of its own and holds what came out against its golden files, or rewrites them. */
export async function testCase(
  loaded: LoadedJob,
  fixture: FixtureCase,
  settings: Settings,
  options: { readonly update?: boolean } = {},
): Promise<TestedCase> {
  await readManifest(fixture)
  const out = await mkdtemp(join(tmpdir(), 'dq-fixture-'))
  try {
    const played = await play(loaded, { inputs: fixture.inputs, out, store: 'memory' })
    const files = await fixtureFiles(settings)
    const actual = await outputTexts(out)
    const golden = await compareWithGolden(fixture, actual, files, loaded.contracts)
    const update = options.update === true && golden.differences.length > 0
    if (update) await files.writeExpected(fixture, actual)
    return { ...golden, fixture, played, updated: update }
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}

/** Text by topic of the JSON Lines files in a run's folder. */
export async function outputTexts(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort()
  return new Map(
    await Promise.all(
      names.map(async (name) => [name.slice(0, -'.jsonl'.length), await readFile(join(folder, name), 'utf8')] as const),
    ),
  )
}
