import { expect, test } from 'vitest'
import { remembered } from '../../../src/adapters/branch-catalog/git/remembered.ts'
import { gitIn, readObjects } from '../../../src/adapters/git.ts'
import { gitRepo } from '../../git-repo.ts'

/** A repository, and git in it with a note of every question that it is really asked. */
function scene() {
  const repo = gitRepo()
  const asked: string[] = []
  const own = gitIn(repo.folder)
  const git = remembered({
    folder: own.folder,
    text(args, input) {
      asked.push(args[0] ?? '')
      return own.text(args, input)
    },
    catFile(lines) {
      asked.push(...lines)
      return own.catFile(lines)
    },
  })
  return { repo, git, asked }
}

const texts = async (...asked: Parameters<typeof readObjects>) =>
  (await readObjects(...asked)).map((object) => object?.bytes.toString())

test('what a commit holds is asked once, what it does not hold too', async () => {
  const { repo, git, asked } = scene()
  const commit = repo.commit('one', { 'a.txt': 'first' })
  for (let i = 0; i < 2; i++) {
    expect(await texts(git, [`${commit}:a.txt`, `${commit}:b.txt`])).toEqual(['first', undefined])
    expect((await git.text(['ls-tree', '-r', '--name-only', commit])).trim()).toBe('a.txt')
    expect((await git.text(['log', '--format=%s', commit])).trim()).toBe('one')
  }
  expect(asked).toEqual([`${commit}:a.txt`, `${commit}:b.txt`, 'ls-tree', 'log'])
})

test('a reference is asked every time: it moves', async () => {
  const { repo, git } = scene()
  const first = repo.commit('one', { 'a.txt': 'first' })
  expect(await texts(git, ['refs/heads/main:a.txt'])).toEqual(['first'])
  expect((await git.text(['log', '--format=%s', 'main'])).trim()).toBe('one')
  expect(await git.text(['merge-base', 'main', first])).toBe(`${first}\n`)
  const second = repo.commit('two', { 'a.txt': 'second' })
  expect(await texts(git, ['refs/heads/main:a.txt'])).toEqual(['second'])
  expect((await git.text(['log', '--format=%s', 'main'])).trim()).toBe('two\none')
  expect(await git.text(['merge-base', 'main', second])).toBe(`${second}\n`)
})

test('an object that is not there yet is asked again', async () => {
  const { repo, git } = scene()
  repo.commit('one')
  // printf 'blob 5\0later' | sha1sum
  const later = 'bca257e554753db146185be2a7bd27ba97cf4765'
  expect(await texts(git, [later])).toEqual([undefined])
  repo.commit('two', { 'a.txt': 'later' })
  expect(await texts(git, [later])).toEqual(['later'])
})

test('a long answer is not kept', async () => {
  const { repo, git, asked } = scene()
  const long = 'x'.repeat(300 * 1024)
  const commit = repo.commit('one', { long })
  for (let i = 0; i < 2; i++) expect(await texts(git, [`${commit}:long`])).toEqual([long])
  expect(asked).toHaveLength(2)
})
