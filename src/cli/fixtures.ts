import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { DqError } from '../kernel/errors.ts'
import type { Place } from '../kernel/finding.ts'
import { didYouMean } from '../kernel/suggest.ts'
import { compareWithGolden, type GoldenResult } from '../pipelines/fixture/golden.ts'
import { type Manifest, manifestSchema } from '../pipelines/fixture/manifest.ts'
import type { FixtureCase } from '../pipelines/fixture/ports.ts'
import type { Settings } from './config.ts'
import { type FixtureJob, OF_KIND } from './fixture/fixture-job.ts'
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
  /** Rows that the job made, in all files. */
  readonly made: number
  /** Whether the golden files were rewritten. */
  readonly updated: boolean
}

/** Plays a case and holds what came out against its golden files, or rewrites them. */
export async function testCase(
  job: FixtureJob,
  fixture: FixtureCase,
  settings: Settings,
  options: { readonly update?: boolean } = {},
): Promise<TestedCase> {
  const manifest = await readManifest(fixture)
  requireFit(job, fixture, manifest)
  const texts = await job.play(fixture, manifest)
  const actual = new Map([...texts].filter(([, text]) => text !== ''))
  const files = await fixtureFiles(settings)
  const golden = await compareWithGolden(fixture, actual, files, (name) => job.identity(name))
  const update = options.update === true && golden.differences.length > 0
  if (update) await files.writeExpected(fixture, actual)
  const made = [...actual.values()].reduce((sum, text) => sum + text.split('\n').length - 1, 0)
  return { ...golden, fixture, made, updated: update }
}

/** A file that the job does not read, or a key that says nothing to it, would look like obedience. */
function requireFit(job: FixtureJob, fixture: FixtureCase, manifest: Manifest): void {
  for (const { topic, path } of fixture.inputs) requireInput(job, topic, { file: path })
  for (const key of OF_KIND)
    if (manifest[key] !== undefined && !job.keys.includes(key))
      throw new DqError(`"${key}" says nothing to ${job.name}`, {
        at: { file: fixture.manifest, path: `/${key}` },
        hint: 'dates are for batch jobs that are run by date, times for ingest jobs',
      })
}

/** @throws DqError for a topic or table that the job does not read. */
export function requireInput({ name, inputs }: FixtureJob, topic: string, at?: Place): void {
  const names = inputs.map((contract) => contract.name)
  if (names.includes(topic)) return
  throw new DqError(`job ${name} does not read ${topic}${didYouMean(topic, names)}`, {
    ...(at !== undefined && { at }),
    hint: `its inputs: ${names.join(', ')}`,
  })
}
