import { expect, test } from 'vitest'
import { loadSettings } from '../../../src/cli/config.ts'
import { lintPolicyFiles } from '../../../src/cli/policy/lint.ts'
import { loadPolicies } from '../../../src/cli/policy/load-policies.ts'
import { testPolicy } from '../../../src/cli/policy/test.ts'
import { repo as own } from '../../built.ts'
import { BRANCHES, GROUPS } from '../../contracts/policies/situation.ts'
import { gitRepo, tempFolder } from '../../git-repo.ts'

const FILE = 'contracts/policies/branches.yaml'
const FILES = { [FILE]: BRANCHES, 'contracts/policies/groups.yaml': GROUPS }
const WEAKER = BRANCHES.replace('approvals: 1', 'approvals: 0')
const at = (folder: string) => loadSettings({}, { env: {}, cwd: () => folder })

test('the policy of a ref counts, whatever the branch that is checked out has made of it', async () => {
  const { folder, git, commit } = gitRepo()
  const main = commit('Policy', FILES)
  git('branch', 'protected')
  commit('Weaker', { [FILE]: WEAKER })
  const { policies, source } = await loadPolicies(at(folder), 'protected')
  expect(policies.branches.paths[0]?.approvals).toBe(1)
  expect(source).toEqual({ kind: 'ref', ref: 'protected', commit: main })
})

test('the work tree counts as long as it is what was committed', async () => {
  const { folder, commit, write } = gitRepo()
  const head = commit('Policy', FILES)
  const source = async () => (await loadPolicies(at(folder))).source
  expect(await source()).toEqual({ kind: 'worktree', commit: head, changed: false })
  write({ [FILE]: BRANCHES.replaceAll('\n', '\r\n') })
  expect(await source()).toEqual({ kind: 'worktree', commit: head, changed: false })
  write({ [FILE]: WEAKER })
  expect(await source()).toEqual({ kind: 'worktree', commit: head, changed: true })
})

test('an edit is seen also when git was told to look away', async () => {
  const { folder, commit, write, git } = gitRepo()
  const head = commit('Policy', FILES)
  git('update-index', '--assume-unchanged', FILE)
  write({ [FILE]: WEAKER })
  expect((await loadPolicies(at(folder))).source).toEqual({ kind: 'worktree', commit: head, changed: true })
})

test('people and permits are part of the policy', async () => {
  const { folder, commit, write } = gitRepo()
  const head = commit('Policy', FILES)
  const changed = { kind: 'worktree', commit: head, changed: true }
  write({ 'contracts/policies/permits.yaml': 'version: 1\npermits: []\n' })
  expect((await loadPolicies(at(folder))).source).toEqual(changed)
  commit('Permits')
  write({ 'contracts/policies/groups.yaml': GROUPS.replace('[carla]', '[carla, eve]') })
  expect((await loadPolicies(at(folder))).source).toMatchObject({ changed: true })
})

// biome-ignore format: one row a case
const nobodysCommit: [what: string, folder: () => string][] = [
  ['in no repository',       () => tempFolder()],
  ['before the first commit', () => gitRepo().folder],
  ['in no commit',           () => { const { folder, commit } = gitRepo(); commit('Other', { 'a.txt': 'a' }); return folder }],
]

test.for(nobodysCommit)('a policy %s was reviewed by nobody', async ([, folder]) => {
  expect((await loadPolicies(at(folder()))).source).toEqual({ kind: 'worktree', commit: undefined, changed: true })
})

test('a mistake in one of the files is told, and nothing is judged by the others', async () => {
  const { folder, commit } = gitRepo()
  commit('Policy', { ...FILES, [FILE]: BRANCHES.replace('approvals', 'aprovals') })
  await expect(loadPolicies(at(folder))).rejects.toThrow('the policy has mistakes: unknown key "aprovals"')
  await expect(loadPolicies(at(folder), 'HEAD')).rejects.toThrow('the policy has mistakes: unknown key "aprovals"')
})

test('a ref that is not there is told', async () => {
  const { folder, commit } = gitRepo()
  commit('Policy', FILES)
  await expect(loadPolicies(at(folder), 'mian')).rejects.toThrow('there is no branch, tag or commit "mian"')
})

test("this repository's policy has no mistake, and is what was agreed on", async () => {
  const settings = at(own)
  const errors = async (found: Promise<{ findings: readonly { severity: string; message: string }[] }>) =>
    (await found).findings.flatMap(({ severity, message }) => (severity === 'error' ? [message] : []))
  expect(await errors(lintPolicyFiles(settings, Date.now()))).toEqual([])
  const { findings, looked } = await testPolicy(settings, undefined)
  expect([findings, looked.situation]).toEqual([[], 14])
})
