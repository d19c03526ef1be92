import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { githubReviews } from '../../../src/cli/policy/github-reviews.ts'
import { git, github } from '../../contracts/policies/situation.ts'
import { tempFolder } from '../../git-repo.ts'

/** As documented in GitHub's REST API, "Get the review history for a workflow run". */
const review = (login: string, state = 'approved', environment = 'prod') => ({
  state,
  comment: 'Ship it!',
  environments: [{ id: 161088068, name: environment, html_url: 'https://github.com/o/r/deployments' }],
  user: { login, id: 1, type: 'User', site_admin: false },
})

function read(reviews: unknown, by = github('ana-lima')) {
  const file = join(tempFolder(), 'reviews.json')
  writeFileSync(file, typeof reviews === 'string' ? reviews : JSON.stringify(reviews))
  return githubReviews(file, 'prod', by)
}

test('those who let the run into the environment of the target approve', () => {
  expect(read([review('carla-gov'), review('ben', 'rejected'), review('eve', 'approved', 'staging')])).toEqual([
    { by: { source: 'github', name: 'carla-gov' }, note: 'Ship it!' },
  ])
})

// biome-ignore format: one row a case
const refused: [what: string, reviews: unknown, says: RegExp, by?: ReturnType<typeof git>][] = [
  ['on a laptop',                  [review('carla-gov')],             /is for runs of GitHub Actions/, git('ana@shop.example')],
  ['when nobody approved',         [],                                /nobody approved the environment "prod"/],
  ['when only another was approved', [review('carla-gov', 'approved', 'staging')], /nobody approved the environment "prod"/],
  ['when GitHub says something else', { message: 'Not Found' },       /is not what GitHub says/],
  ['when there is no answer',      '',                                /cannot be read as JSON/],
]

test.for(refused)('refused: %s', ([, reviews, says, by]) => {
  expect(() => read(reviews, by)).toThrow(says)
})
