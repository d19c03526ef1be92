import { DqError } from '../kernel/errors.ts'
import type { Settings } from './config.ts'
import { findCases, type TestedCase, testCase } from './fixtures.ts'
import { type LoadedJob, loadJob } from './load-job.ts'

/** Tests all cases, those of one job, or one. A path names a job of the user's own; its cases stand under the job's name. */
export async function testFixtures(
  job: string | undefined,
  name: string | undefined,
  settings: Settings,
  options: { readonly update?: boolean },
): Promise<readonly TestedCase[]> {
  if (options.update && process.env.CI) {
    throw new DqError('golden files are not rewritten in CI', {
      hint: 'run --update on your machine, read the diff, and commit it',
    })
  }
  const loaded = new Map<string, LoadedJob>()
  const given = job === undefined ? undefined : await loadJob(job, settings)
  if (given !== undefined) loaded.set(given.job.ir.name, given)
  const tested: TestedCase[] = []
  for (const fixture of await findCases(settings, given?.job.ir.name, name)) {
    const jobOfCase = loaded.get(fixture.job) ?? (await loadJob(fixture.job, settings))
    loaded.set(fixture.job, jobOfCase)
    tested.push(await testCase(jobOfCase, fixture, settings, options))
  }
  return tested
}
