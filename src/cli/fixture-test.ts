import { DqError } from '../kernel/errors.ts'
import type { Settings } from './config.ts'
import { fixtureJobs } from './fixture/fixture-jobs.ts'
import { findCases, type TestedCase, testCase } from './fixtures.ts'

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
  const jobs = fixtureJobs(settings)
  try {
    const given = job === undefined ? undefined : await jobs.named(job)
    const tested: TestedCase[] = []
    for (const fixture of await findCases(settings, given?.name, name))
      tested.push(await testCase(await jobs.named(fixture.job), fixture, settings, options))
    return tested
  } finally {
    await jobs.close()
  }
}
