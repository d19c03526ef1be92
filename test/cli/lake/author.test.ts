import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { loadSettings } from '../../../src/cli/config.ts'
import { author } from '../../../src/cli/lake/author.ts'
import { catalogIdentity, mayBeSame } from '../../../src/contracts/policies/identity.ts'
import { git, github, policies } from '../../contracts/policies/situation.ts'
import { gitRepo } from '../../git-repo.ts'

const CI = [
  'GITHUB_ACTIONS',
  'GITHUB_RUN_ID',
  'GITHUB_REPOSITORY',
  'GITHUB_ACTOR',
  'GITHUB_TRIGGERING_ACTOR',
  'GITLAB_USER_LOGIN',
  'DQ_AUTHOR',
]
beforeEach(() => {
  for (const name of CI) vi.stubEnv(name, '')
})
afterEach(() => vi.unstubAllEnvs())

const settings = () => {
  const repo = gitRepo()
  repo.git('config', 'user.name', 'Ana Lima')
  repo.git('config', 'user.email', 'ana@shop.example')
  return loadSettings({}, { env: {}, cwd: () => repo.folder })
}
const { groups } = policies()

test('a commit of the lake names whom git names, so that she cannot approve it', async () => {
  const text = await author(settings())
  expect(text).toBe('Ana Lima <ana@shop.example>')
  expect(mayBeSame(catalogIdentity(text), git('ana.lima@home.example'), groups)).toBe(true)
  expect(mayBeSame(catalogIdentity(text), git('ben@shop.example'), groups)).toBe(false)
})

test('in CI it names who started the run', async () => {
  const run = { GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: '1', GITHUB_REPOSITORY: 'shop/data', GITHUB_ACTOR: 'ana-lima' }
  for (const [name, value] of Object.entries(run)) vi.stubEnv(name, value)
  const text = await author(settings())
  expect(text).toBe('ana-lima (github)')
  expect(catalogIdentity(text)).toEqual(github('ana-lima'))
  expect(mayBeSame(catalogIdentity(text), git('ana@shop.example'), groups)).toBe(true)
})

test('DQ_AUTHOR is for jobs that write in the name of a team', async () => {
  vi.stubEnv('DQ_AUTHOR', 'ingestion <ingestion@shop.example>')
  expect(await author(settings())).toBe('ingestion <ingestion@shop.example>')
})
