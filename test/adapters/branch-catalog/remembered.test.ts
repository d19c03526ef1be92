import { expect, test } from 'vitest'
import { remembered } from '../../../src/adapters/branch-catalog/git/remembered.ts'
import { gitIn } from '../../../src/adapters/git.ts'
import { gitRepo } from '../../git-repo.ts'

/** A repository, and git in it with a note of every process that is really started. */
function scene() {
  const repo = gitRepo()
  const asked: string[] = []
  const own = gitIn(repo.folder)
  const git = remembered({
    ...own,
    text(args, input) {
      asked.push(args[0] ?? '')
      return own.text(args, input)
    },
  })
  return { repo, git, asked }
}

test('the history of a commit is asked once', async () => {
  const { repo, git, asked } = scene()
  const one = repo.commit('one')
  const two = repo.commit('two')
  for (let i = 0; i < 2; i++) {
    expect((await git.text(['log', '--format=%s', one])).trim()).toBe('one')
    expect((await git.text(['merge-base', one, two])).trim()).toBe(one)
  }
  expect(asked).toEqual(['log', 'merge-base'])
})

test('a reference is asked every time: it moves', async () => {
  const { repo, git } = scene()
  const first = repo.commit('one', { 'a.txt': 'first' })
  expect((await git.text(['log', '--format=%s', 'main'])).trim()).toBe('one')
  expect(await git.text(['merge-base', 'main', first])).toBe(`${first}\n`)
  const second = repo.commit('two', { 'a.txt': 'second' })
  expect((await git.text(['log', '--format=%s', 'main'])).trim()).toBe('two\none')
  expect(await git.text(['merge-base', 'main', second])).toBe(`${second}\n`)
})

test('a long answer is not kept', async () => {
  const { repo, git, asked } = scene()
  repo.commit('one', { message: 'x'.repeat(300 * 1024) })
  const commit = repo.git('commit-tree', 'HEAD^{tree}', '-F', 'message').trim()
  for (let i = 0; i < 2; i++) expect(await git.text(['log', '--format=%B', commit])).toMatch(/^x{307200}\n+$/)
  expect(asked).toHaveLength(2)
})
