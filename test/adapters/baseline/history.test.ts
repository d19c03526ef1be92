import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitBaseline, headBaseline, headHistory } from '../../../src/adapters/baseline/git.ts'
import type { ContractHistory, ContractSnapshot } from '../../../src/contracts/ports.ts'
import { type GitRepo, gitRepo, repoAt, runGit, tempFolder } from '../../git-repo.ts'

const FILE = 'events/a.odcs.yaml'

async function textsOf(snapshot: ContractSnapshot): Promise<Record<string, string>> {
  const read = await snapshot.readAll([...snapshot.ids.keys()])
  return Object.fromEntries([...read].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]))
}

const namesOf = (history: ContractHistory | undefined) => history?.states.map(({ name }) => name)

async function historyAt(repo: GitRepo, ref: string, tags?: readonly string[]) {
  const { history } = await gitBaseline(ref, join(repo.folder, 'contracts'), { root: repo.folder, tags })
  return history?.()
}

/** v1 (annotated), v2, v10 and `release/3` on main; `side` on a branch that left main at v2; `early` before there were contracts. */
function released(): GitRepo {
  const repo = gitRepo()
  repo.commit('zero', { 'README.md': 'nothing yet' })
  repo.git('tag', 'early')
  repo.commit('one', { [`contracts/${FILE}`]: 'one', 'contracts/other/deep/b.avsc': 'b' })
  repo.git('tag', '-a', 'v1', '-m', 'release')
  repo.commit('two', { [`contracts/${FILE}`]: 'two' })
  repo.git('tag', 'v2')
  repo.git('checkout', '-q', '-b', 'hotfix')
  repo.commit('side', { [`contracts/${FILE}`]: 'side' })
  repo.git('tag', 'side')
  repo.git('checkout', '-q', 'main')
  repo.commit('three', { [`contracts/${FILE}`]: 'three' })
  repo.git('tag', 'v10')
  repo.git('tag', 'release/3')
  return repo
}

// biome-ignore format: one row a case
const asked: [what: string, ref: string, tags: string[] | undefined, names: string[]][] = [
  ['every tag the baseline contains, oldest first', 'main',   undefined,         ['release/3', 'v1', 'v2', 'v10']],
  ['not those that came after it',                  'v2',     undefined,         ['v1', 'v2']],
  ['those of its own branch',                       'hotfix', undefined,         ['side', 'v1', 'v2']],
  ['those of a pattern',                            'main',   ['v*'],            ['v1', 'v2', 'v10']],
  ['those of several patterns',                     'main',   ['v1', 'release/*'], ['release/3', 'v1']],
  ['none',                                          'main',   [],                []],
]

test.for(asked)('the history of a baseline is %s', async ([, ref, tags, names]) => {
  expect(namesOf(await historyAt(released(), ref, tags))).toEqual(names)
})

test('tags are sorted by their time first, whatever they are called', async () => {
  const repo = gitRepo()
  for (const [i, name] of ['b', 'a', 'c'].entries()) {
    repo.write({ [`contracts/${FILE}`]: name })
    repo.git('add', '-A')
    const day = `2026-02-0${i + 1}T00:00:00Z`
    const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com']
    const env = { ...process.env, GIT_AUTHOR_DATE: day, GIT_COMMITTER_DATE: day }
    execFileSync('git', [...who, 'commit', '-qm', name], { cwd: repo.folder, env })
    repo.git('tag', name)
  }
  expect(namesOf(await historyAt(repo, 'main'))).toEqual(['b', 'a', 'c'])
})

test('each state has the files of its tag, in folders at any depth, under a name that git show takes', async () => {
  const repo = released()
  const history = await historyAt(repo, 'main', ['v*'])
  const states = await Promise.all((history?.states ?? []).map(({ snapshot }) => textsOf(snapshot)))
  expect(states).toEqual(['one', 'two', 'three'].map((text) => ({ [FILE]: text, 'other/deep/b.avsc': 'b' })))
  expect(history?.states[0]?.snapshot.folder).toBe('v1:contracts')
  expect(repo.git('show', `${history?.states[0]?.snapshot.folder}/${FILE}`)).toBe('one')
})

test('a shallow clone says that tags may be missing, and how to get them', async () => {
  const upstream = released()
  const folder = tempFolder()
  runGit(folder, ['clone', '-q', '--depth=1', `file://${upstream.folder}`, '.'])
  const history = await historyAt(repoAt(folder), 'main')
  expect(namesOf(history)).toEqual(['release/3', 'v10'])
  expect(history?.gap).toEqual({
    message: 'the clone is shallow: it may lack tags (it has 2 with contracts)',
    fix: 'git fetch --unshallow --tags (GitHub Actions: fetch-depth: 0)',
  })
})

test('a pattern that matches nothing is told: it may be a typo; a pattern that is an option is refused', async () => {
  const repo = released()
  expect((await historyAt(repo, 'main', ['relaese-*']))?.gap).toEqual({
    message: 'no tag that the baseline contains matches relaese-*',
    fix: 'git fetch --tags, or mend the pattern (history in dq.yaml, --history)',
  })
  expect((await historyAt(repo, 'main', []))?.gap).toBeUndefined()
  await expect(historyAt(repo, 'main', ['--delete'])).rejects.toThrow('"--delete" is no pattern of tags')
})

test('a folder or archive has the history of the repository in which the contracts lie; without one there is none', async () => {
  const repo = released()
  expect(namesOf(await headHistory(join(repo.folder, 'contracts'), ['v*']))).toEqual(['v1', 'v2', 'v10'])
  expect(await headHistory(tempFolder(), undefined)).toBeUndefined()
  expect(await headHistory(gitRepo().folder, undefined)).toBeUndefined()
})

const BESIDE = {
  [`contracts/${FILE}`]: 'c',
  'expectations/silver/s.json': 's',
  'expectations/.hidden': 'h',
  'expectations-old/x.json': 'x',
  'waivers.yaml': 'w',
}
const WANTED = ['expectations', 'waivers.yaml', 'nothing']
const FOUND = { 'expectations/silver/s.json': 's', 'waivers.yaml': 'w' }

test('what lies beside the contracts in a commit is read from it too', async () => {
  const repo = gitRepo()
  repo.commit('all', BESIDE)
  writeFileSync(join(repo.folder, 'waivers.yaml'), 'typed now')
  const { beside } = await gitBaseline('main', join(repo.folder, 'contracts'), { root: repo.folder })
  const snapshot = await beside?.(WANTED)
  expect(snapshot && (await textsOf(snapshot))).toEqual(FOUND)
  expect(snapshot?.folder).toMatch(/^[0-9a-f]{7}:$/)
})

test('a contract repo in a folder of the repository, now and under another name at the baseline', async () => {
  const repo = gitRepo()
  const moved = (folder: string) =>
    Object.fromEntries(Object.entries(BESIDE).map(([path, text]) => [`${folder}/${path}`, text]))
  repo.commit('all', { ...moved('data/team'), ...moved('old') })
  const at = { root: join(repo.folder, 'data/team') }
  const contracts = join(repo.folder, 'data/team/contracts')
  for (const ref of ['main', 'main:data/team/contracts', 'main:old/contracts']) {
    const snapshot = await (await gitBaseline(ref, contracts, at)).beside?.(WANTED)
    expect([ref, snapshot && (await textsOf(snapshot))]).toEqual([ref, FOUND])
  }
  // A folder of another name may be anywhere in its repo: nobody can say what lies beside it.
  repo.commit('renamed', { 'schemas/events/a.odcs.yaml': 'c' })
  expect((await gitBaseline('main:schemas', contracts, at)).beside).toBeUndefined()
})

test('before the first commit there is nothing beside the contracts either', async () => {
  const repo = gitRepo()
  const { beside } = await headBaseline(join(repo.folder, 'contracts'), { root: repo.folder })
  const snapshot = await beside?.(WANTED)
  expect(snapshot && (await textsOf(snapshot))).toEqual({})
})
