import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitBaseline, headBaseline, stagedBeside, stagedSnapshot } from '../../../src/adapters/baseline/git.ts'
import { blobId } from '../../../src/adapters/blob-id.ts'
import type { ContractSnapshot } from '../../../src/contracts/ports.ts'
import { type GitRepo, gitRepo, repoAt, runGit, tempFolder } from '../../git-repo.ts'

const FILE = 'events/a.odcs.yaml'

async function textsOf(snapshot: ContractSnapshot): Promise<Record<string, string>> {
  const read = await snapshot.readAll([...snapshot.ids.keys()])
  return Object.fromEntries([...read].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]))
}

const baseline = async (text: string, repo: GitRepo, folder = 'contracts') => {
  const found = await gitBaseline(text, join(repo.folder, folder))
  return { name: found.name, files: await textsOf(await found.snapshot()) }
}

/** main: one, two, three; feature leaves main at two; tags v1 (annotated) on one, light on two. */
function history(): GitRepo & { readonly ids: readonly string[] } {
  const repo = gitRepo()
  const one = repo.commit('one', { [`contracts/${FILE}`]: 'one' })
  repo.git('tag', '-a', 'v1', '-m', 'release')
  const two = repo.commit('two', { [`contracts/${FILE}`]: 'two' })
  repo.git('tag', 'light')
  repo.git('branch', 'feature')
  const three = repo.commit('three', { [`contracts/${FILE}`]: 'three' })
  repo.git('checkout', '-q', 'feature')
  const four = repo.commit('four', { [`contracts/${FILE}`]: 'four' })
  return { ...repo, ids: [one, two, three, four] }
}

// biome-ignore format: one row a case
const refs: [what: string, text: string, content: string][] = [
  ['a branch',                     'main',            'three'],
  ['a full branch name',           'refs/heads/main', 'three'],
  ['the branch one is on',         'HEAD',            'four'],
  ['a commit before',              'HEAD~1',          'two'],
  ['two commits before a branch',  'main~2',          'one'],
  ['the first parent',             'main^',           'two'],
  ['an annotated tag',             'v1',              'one'],
  ['a light tag',                  'light',           'two'],
  ['where this branch left main',  'merge-base:main', 'two'],
  ['the folder, named',            'main:contracts',  'three'],
]

test.for(refs)('%s is a baseline: %s', async ([, text, content]) => {
  const { files } = await baseline(text, history())
  expect(files).toEqual({ [FILE]: content })
})

test('a commit id is a baseline, whole and short; names say which commit was meant', async () => {
  const repo = history()
  const [one = '', , three = ''] = repo.ids
  expect(await baseline(one, repo)).toEqual({ name: one, files: { [FILE]: 'one' } })
  expect(await baseline(one.slice(0, 9), repo)).toEqual({ name: one.slice(0, 9), files: { [FILE]: 'one' } })
  expect((await baseline('main', repo)).name).toBe(`main (${three.slice(0, 7)})`)
})

test('a remote branch is a baseline', async () => {
  const upstream = history()
  const folder = tempFolder()
  runGit(folder, ['clone', '-q', upstream.folder, '.'])
  expect((await baseline('origin/main', repoAt(folder))).files).toEqual({ [FILE]: 'three' })
})

test('a detached head changes nothing', async () => {
  const repo = history()
  repo.git('checkout', '-q', '--detach', 'v1')
  expect((await baseline('main', repo)).files).toEqual({ [FILE]: 'three' })
  expect((await baseline('merge-base:main', repo)).files).toEqual({ [FILE]: 'one' })
})

test('a linked work tree has its own HEAD and index', async () => {
  const repo = history()
  const folder = join(tempFolder(), 'linked')
  repo.git('worktree', 'add', '-q', folder, 'main')
  writeFileSync(join(folder, `contracts/${FILE}`), 'staged here')
  runGit(folder, ['add', '-A'])
  expect((await baseline('HEAD', repoAt(folder))).files).toEqual({ [FILE]: 'three' })
  expect(await textsOf(await stagedSnapshot(join(folder, 'contracts'), 'contracts'))).toEqual({ [FILE]: 'staged here' })
})

test('a contract repo in a subfolder of the git repository, and contracts at its very root', async () => {
  const repo = gitRepo()
  repo.commit('all', { 'data/team/contracts/l/a.odcs.yaml': 'sub', 'l/b.odcs.yaml': 'root', 'data/x': 'other' })
  expect((await baseline('main', repo, 'data/team/contracts')).files).toEqual({ 'l/a.odcs.yaml': 'sub' })
  expect((await baseline('main', repo, '.')).files).toMatchObject({ 'l/b.odcs.yaml': 'root' })
})

test('ids are those git gives to the same bytes on disk, so that equal files need not be read', async () => {
  const repo = history()
  const { snapshot } = await gitBaseline('main', join(repo.folder, 'contracts'))
  expect((await snapshot()).ids.get(FILE)).toBe(blobId(Buffer.from('three')))
})

test('hidden files are left out, links count as what they lead to, names may hold anything', async () => {
  const repo = gitRepo()
  repo.write({ 'contracts/l/real': 'real', 'contracts/.hidden/x': 'x', 'contracts/l/ç ü\t"q" \n$(id)': 'odd' })
  symlinkSync('real', join(repo.folder, 'contracts/l/link'))
  symlinkSync('../../../../etc/passwd', join(repo.folder, 'contracts/l/out'))
  repo.commit('all')
  expect((await baseline('main', repo)).files).toEqual({
    'l/real': 'real',
    'l/link': 'real',
    'l/ç ü\t"q" \n$(id)': 'odd',
  })
})

test('nothing is checked out, and nothing in the repository changes', async () => {
  const repo = history()
  repo.write({ [`contracts/${FILE}`]: 'work in progress' })
  const before = repo.git('status', '--porcelain=v2', '--branch')
  await baseline('main', repo)
  await stagedSnapshot(join(repo.folder, 'contracts'), 'contracts')
  expect(repo.git('status', '--porcelain=v2', '--branch')).toBe(before)
})

test('the index is judged as it stands, not the work tree', async () => {
  const repo = history()
  repo.write({ [`contracts/${FILE}`]: 'staged', 'contracts/events/b.odcs.yaml': 'not added', 'waivers.yaml': 'w: 1\n' })
  repo.git('add', `contracts/${FILE}`, 'waivers.yaml')
  repo.write({ [`contracts/${FILE}`]: 'typed after that', 'waivers.yaml': 'w: 2\n' })
  expect(await textsOf(await stagedSnapshot(join(repo.folder, 'contracts'), 'contracts'))).toEqual({ [FILE]: 'staged' })
  const beside = await stagedBeside(repo.folder, '.')(['waivers.yaml', 'nothing.yaml', 'contracts'])
  expect(beside && (await textsOf(beside))).toEqual({ 'waivers.yaml': 'w: 1\n', [`contracts/${FILE}`]: 'staged' })
})

test('the index a hook names is the one that is judged', async () => {
  const repo = history()
  repo.write({ [`contracts/${FILE}`]: 'for the other index' })
  const index = join(repo.folder, '.git/other-index')
  process.env.GIT_INDEX_FILE = index
  try {
    repo.git('add', '-A')
    expect(await textsOf(await stagedSnapshot(join(repo.folder, 'contracts'), 'contracts'))).toEqual({
      [FILE]: 'for the other index',
    })
  } finally {
    delete process.env.GIT_INDEX_FILE
  }
})

test('a folder that the branch removed is still there at the baseline', async () => {
  const repo = history()
  rmSync(join(repo.folder, 'contracts'), { recursive: true })
  expect((await baseline('main', repo)).files).toEqual({ [FILE]: 'three' })
})

test('a commit without any contract is an empty baseline: all are new', async () => {
  const repo = gitRepo()
  const id = repo.commit('start', { 'README.md': 'x' })
  expect(await baseline('main', repo)).toEqual({ name: `main (${id.slice(0, 7)}, no contracts yet)`, files: {} })
})

const failure = (text: string, folder: string) =>
  gitBaseline(text, folder).then(
    ({ name }) => `no failure: ${name}`,
    ({ message, hint }) => ({ message, hint }),
  )

function shallow(depth: number, ...more: string[]): GitRepo {
  const upstream = history()
  const folder = tempFolder()
  runGit(folder, ['clone', '-q', `--depth=${depth}`, ...more, `file://${upstream.folder}`, '.'])
  return repoAt(folder)
}

/** Runs what a hint says, when it begins with a git command, and answers with the rest. */
function follow(hint: string, repo: GitRepo): void {
  const command = /git (?:fetch|commit|add|init)[^,(]*/.exec(hint)?.[0] ?? ''
  expect(command, hint).not.toBe('')
  repo.git(...command.trim().split(' ').slice(1))
}

test('a shallow clone lacks the branch: the hint gets it', async () => {
  const repo = shallow(1, '--branch=feature')
  const said = await failure('main', join(repo.folder, 'contracts'))
  expect(said).toEqual({
    message: 'there is no branch, tag or commit "main"',
    hint: 'git fetch --depth=1 origin +refs/heads/main:refs/remotes/origin/main, then --against origin/main',
  })
  follow((said as { hint: string }).hint, repo)
  expect((await baseline('origin/main', repo)).files).toEqual({ [FILE]: 'three' })
})

test('a shallow clone lacks an older commit: the hint gets it', async () => {
  const repo = shallow(1, '--branch=main')
  const said = await failure('HEAD~2', join(repo.folder, 'contracts'))
  expect(said).toEqual({
    message: 'there is no commit "HEAD~2" in this clone',
    hint: 'the clone is shallow: git fetch --deepen=2',
  })
  follow((said as { hint: string }).hint, repo)
  expect((await baseline('HEAD~2', repo)).files).toEqual({ [FILE]: 'one' })
})

test('a shallow clone has no merge base: the hint gets it', async () => {
  const repo = shallow(1, '--no-single-branch')
  const said = await failure('merge-base:origin/main', join(repo.folder, 'contracts'))
  expect(said).toEqual({
    message: 'this branch and origin/main have no common commit here',
    hint: 'the clone is shallow: git fetch --unshallow (GitHub Actions: fetch-depth: 0 for actions/checkout)',
  })
  follow((said as { hint: string }).hint, repo)
  expect((await baseline('merge-base:origin/main', repo)).files).toEqual({ [FILE]: 'two' })
})

test('a tag that was not fetched: the hint gets it', async () => {
  const repo = shallow(1, '--branch=main', '--no-tags')
  const said = await failure('v1', join(repo.folder, 'contracts'))
  expect(said).toEqual({
    message: 'there is no branch, tag or commit "v1"',
    hint: 'git fetch --depth=1 origin tag v1',
  })
  follow((said as { hint: string }).hint, repo)
  expect((await baseline('v1', repo)).files).toEqual({ [FILE]: 'one' })
})

test('a branch that only the remote has is named', async () => {
  const upstream = history()
  const folder = tempFolder()
  runGit(folder, ['clone', '-q', '--branch=feature', upstream.folder, '.'])
  expect(await failure('main', join(folder, 'contracts'))).toEqual({
    message: 'there is no branch, tag or commit "main"',
    hint: 'it is on the remote: --against origin/main',
  })
})

// biome-ignore format: one row a case
const mistakes: [what: string, text: string, message: RegExp, hint: RegExp][] = [
  ['a misspelt branch',         'mian',             /no branch, tag or commit "mian" \(did you mean "main"\?\)/, /^refs: feature, main/],
  ['history that is too short', 'HEAD~9',           /no commit "HEAD~9" in this clone/, /^git log --oneline HEAD/],
  ['an option',                 '--upload-pack=x',  /cannot begin with "-"/,            /--against main/],
  ['an option after a prefix',  'merge-base:-x',    /cannot begin with "-"/,            /--against main/],
  ['a range',                   'main..feature',    /it is a range/,                    /merge-base:<ref>/],
  ['a blank',                   'a b',              /no such character/,                /git branch -a/],
  ['a line break',              'a\nb',             /no such character/,                /git branch -a/],
  ['nothing',                   '',                 /names no ref/,                     /--against main/],
  ['a folder that is not there', 'main:nowhere',    /no folder nowhere at main/,        /--against main:contracts$/],
]

test.for(mistakes)('%s is refused with what to do', async ([, text, message, hint]) => {
  const repo = history()
  const said = await failure(text, join(repo.folder, 'contracts'))
  expect(said).toEqual({ message: expect.stringMatching(message), hint: expect.stringMatching(hint) })
})

test('an ambiguous commit id asks for more digits', async () => {
  const repo = gitRepo()
  // Of 1,500 random ids with 4 hexadecimal digits (65,536 of them) about 17 pairs share them.
  const stream = Array.from(
    { length: 1500 },
    (_, i) => `commit refs/heads/main\ncommitter t <t@example.com> ${1_700_000_000 + i} +0000\ndata 0\n\n`,
  ).join('')
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repo.folder, input: stream })
  const ids = repo
    .git('rev-list', 'main')
    .split('\n')
    .filter(Boolean)
    .map((id) => id.slice(0, 4))
  const shared = ids.find((id, i) => ids.indexOf(id) !== i) ?? ''
  expect(await failure(shared, join(repo.folder, 'contracts'))).toEqual({
    message: `"${shared}" is ambiguous`,
    hint: 'write more digits of the commit id',
  })
})

test('a branch without commits: the hint makes one', async () => {
  const repo = gitRepo()
  repo.write({ [`contracts/${FILE}`]: 'x' })
  expect(await failure('HEAD', join(repo.folder, 'contracts'))).toEqual({
    message: 'there is no commit "HEAD": the branch has no commit yet',
    hint: 'git add -A && git commit -m "First contracts"',
  })
})

test('a folder in no repository', async () => {
  const folder = tempFolder()
  expect(await failure('main', folder)).toEqual({
    message: `${folder} is in no git repository`,
    hint: 'git init && git add -A && git commit -m "First contracts", or compare with a folder: --against <folder>',
  })
})

test('contracts that lay elsewhere then: the hint says where', async () => {
  const repo = gitRepo()
  repo.commit('old place', { 'schemas/events/a.odcs.yaml': 'old' })
  mkdirSync(join(repo.folder, 'contracts'))
  renameSync(join(repo.folder, 'schemas/events'), join(repo.folder, 'contracts/events'))
  expect(await failure('main', join(repo.folder, 'contracts'))).toEqual({
    message: 'there is no folder contracts at main',
    hint: 'schemas/events/a.odcs.yaml is there: --against main:schemas',
  })
  expect((await baseline('main:schemas', repo)).files).toEqual({ 'events/a.odcs.yaml': 'old' })
})

test('contracts that are a submodule: its own commits are the baselines', async () => {
  const inner = gitRepo()
  const id = inner.commit('inner', { 'events/a.odcs.yaml': 'inner' })
  const repo = gitRepo()
  repo.git('submodule', '--quiet', 'add', inner.folder, 'contracts')
  repo.commit('outer')
  expect((await baseline('HEAD', repo)).files).toEqual({ 'events/a.odcs.yaml': 'inner' })
  const bare = tempFolder()
  runGit(bare, ['clone', '-q', repo.folder, '.'])
  rmSync(join(bare, 'contracts'), { recursive: true })
  expect(await failure('HEAD', join(bare, 'contracts'))).toEqual({
    message: 'contracts is a submodule at HEAD: its contracts are in another repository',
    hint: `git submodule update --init contracts, then name its commit: --against ${id}`,
  })
})

test('a repository of another user: the hint trusts it', async () => {
  const repo = history()
  // Git itself, told by its own switch for tests that the owner is somebody else.
  const bin = tempFolder()
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const script = `#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec ${real} "$@"\n`
  writeFileSync(join(bin, 'git'), script, { mode: 0o755 })
  expect(await withPath(bin, () => failure('main', join(repo.folder, 'contracts')))).toEqual({
    message: `git does not trust the repository ${repo.folder}: it belongs to another user`,
    hint: `git config --global --add safe.directory '${repo.folder}'`,
  })
})

test('no git at all: a folder can still be a baseline', async () => {
  const repo = history()
  expect(await withPath(undefined, () => failure('main', join(repo.folder, 'contracts')))).toEqual({
    message: 'git is not installed, or not on PATH',
    hint: 'install git, or compare with a folder: --against <folder>',
  })
})

/** Runs with this folder first on PATH, or with nothing on it. */
async function withPath<T>(first: string | undefined, run: () => Promise<T>): Promise<T> {
  const before = process.env.PATH
  process.env.PATH = first === undefined ? tempFolder() : `${first}:${before}`
  try {
    return await run()
  } finally {
    process.env.PATH = before
  }
}

test('a merge conflict in the index is named', async () => {
  const repo = history()
  try {
    repo.git('merge', '-q', 'main')
  } catch {}
  await expect(stagedSnapshot(join(repo.folder, 'contracts'), 'contracts')).rejects.toMatchObject({
    message: `contracts/${FILE} has a merge conflict`,
    hint: `settle it, then git add contracts/${FILE}`,
  })
})

test('the next commit is compared with HEAD, the first one with nothing', async () => {
  const repo = gitRepo()
  const head = async () => textsOf(await (await headBaseline(join(repo.folder, 'contracts'))).snapshot())
  repo.write({ [`contracts/${FILE}`]: 'new' })
  expect(await head()).toEqual({})
  repo.commit('first')
  expect(await head()).toEqual({ [FILE]: 'new' })
})

test('a repository with SHA-256 ids works too', async () => {
  const folder = tempFolder()
  runGit(folder, ['init', '-q', '-b', 'main', '--object-format=sha256'])
  const repo = repoAt(folder)
  repo.commit('one', { [`contracts/${FILE}`]: 'one' })
  expect((await baseline('main', repo)).files).toEqual({ [FILE]: 'one' })
})

test('a file in place of a folder, and a repository without files, are told as such', async () => {
  const repo = history()
  await expect(baseline(`main:contracts/${FILE}`, repo)).rejects.toMatchObject({
    message: `contracts/${FILE} is a file at main, no folder`,
    hint: 'name the folder of the contracts: --against main:contracts',
  })
  const bare = tempFolder()
  runGit(bare, ['clone', '-q', '--bare', repo.folder, '.'])
  await expect(gitBaseline('main', bare)).rejects.toThrow(`${bare} is a bare repository: it has no files to look at`)
})
