import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { repo } from './built.ts'

const text = (file: string) => readFileSync(join(repo, file), 'utf8')
const commands = globSync('**/*.ts', { cwd: join(repo, 'src/commands') })
  .map((path) => path.replace(/\.ts$/, '').split(/[\\/]/).join(' '))
  .sort()

test('the README names every command, and no other', () => {
  const named = [...text('README.md').matchAll(/`dq ((?:[a-z-]+ ?)+)[^`]*`/g)].map((match) => (match[1] ?? '').trim())
  expect([...new Set(named)].sort()).toEqual(commands)
})

test('every link of the README and the docs leads to a file', () => {
  const broken = ['README.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: repo })].flatMap((file) =>
    [...text(file).matchAll(/\]\(((?!https?:)[^)#]+)/g)]
      .map((match) => match[1] ?? '')
      .filter((link) => !existsSync(join(repo, dirname(file), link)))
      .map((link) => `${file}: ${link}`),
  )
  expect(broken).toEqual([])
})
