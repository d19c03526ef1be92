import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pinnedRepository } from '../../../src/adapters/baseline/pinned.ts'
import { gitRepo, tempFolder } from '../../git-repo.ts'

/** A repository with one file in two commits, the first of them tagged. */
function remote() {
  const repo = gitRepo()
  const first = repo.commit('one', { 'consumes.yaml': 'one\n', 'contracts/a.odcs.yaml': 'a\n' })
  repo.git('tag', 'v1')
  repo.commit('two', { 'consumes.yaml': 'two\n' })
  return { repo, first, url: `file://${repo.folder}` }
}

test('a folder is read where it lies: the pin, and the head of its branch', async () => {
  const { repo } = remote()
  const { pin, newest } = await pinnedRepository({ git: repo.folder, ref: 'v1' }, { cacheDir: tempFolder() })
  expect([await pin.text('consumes.yaml'), await newest.text('consumes.yaml')]).toEqual(['one\n', 'two\n'])
  expect([...(await pin.folder('contracts')).ids.keys()]).toEqual(['a.odcs.yaml'])
  expect(await pin.text('nothing.yaml')).toBeUndefined()
})

test('a url is fetched once; then it is read without a network, until it is asked for again', async () => {
  const { repo, url } = remote()
  const options = { cacheDir: tempFolder() }
  const { pin } = await pinnedRepository({ git: url, ref: 'v1' }, options)
  expect(await pin.text('consumes.yaml')).toBe('one\n')

  repo.commit('three', { 'consumes.yaml': 'three\n' })
  const kept = await pinnedRepository({ git: url, ref: 'v1' }, options)
  expect(await kept.newest.text('consumes.yaml')).toBe('two\n')
  const fresh = await pinnedRepository({ git: url, ref: 'v1' }, { ...options, refresh: true })
  expect(await fresh.newest.text('consumes.yaml')).toBe('three\n')

  rmSync(repo.folder, { recursive: true })
  const offline = await pinnedRepository({ git: url, ref: 'v1' }, options)
  expect(await offline.pin.text('consumes.yaml')).toBe('one\n')
  await expect(pinnedRepository({ git: url, ref: 'v1' }, { ...options, refresh: true })).rejects.toThrow(
    /cannot be fetched/,
  )
})

test('the full id of a commit is a pin too', async () => {
  const { repo, first, url } = remote()
  repo.git('config', 'uploadpack.allowAnySHA1InWant', 'true')
  const { pin } = await pinnedRepository({ git: url, ref: first.trim() }, { cacheDir: tempFolder() })
  expect(await pin.text('consumes.yaml')).toBe('one\n')
})

test('a ref that is not there is said', async () => {
  const { url } = remote()
  await expect(pinnedRepository({ git: url, ref: 'v9' }, { cacheDir: tempFolder() })).rejects.toThrow(
    `${url} has no "v9"`,
  )
})

// biome-ignore format: one row a case
const refused: [what: string, git: string, ref: string][] = [
  ['a transport that runs a program', 'ext::sh -c touch% x',      'v1'],
  ['an option as a repository',       '--upload-pack=touch x',    'v1'],
  ['an option as a ref',              'file:///tmp/nowhere',      '--upload-pack=touch'],
  ['a range as a ref',                'file:///tmp/nowhere',      'a..b'],
  ['a refspec',                        'file:///tmp/nowhere',      'main:refs/heads/x'],
  ['a folder that is not there',      '/nowhere/at/all',          'v1'],
]

test.for(refused)('%s is refused before git sees it', async ([, git, ref]) => {
  await expect(pinnedRepository({ git, ref }, { cacheDir: tempFolder() })).rejects.toThrow(
    /no git repository|no baseline/,
  )
})
