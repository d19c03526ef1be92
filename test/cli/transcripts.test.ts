import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repo } from '../built.ts'
import { parsePage } from './page.ts'
import { pages, testPages } from './test-pages.ts'

// The other half is transcripts-2.test.ts: both run at once.
testPages(pages.filter((_, i) => i % 2 === 0))

test('every command has a transcript', () => {
  const commands = globSync('**/*.ts', { cwd: join(repo, 'src/commands') }).map((path) =>
    path.replace(/\.ts$/, '').split(/[\\/]/).join(' '),
  )
  const lines = pages.flatMap((name) =>
    parsePage(readFileSync(join(repo, 'test/cli/pages', name), 'utf8')).blocks.map(({ command }) => `${command} `),
  )
  expect(commands.length).toBeGreaterThan(0)
  expect(commands.filter((command) => !lines.some((line) => line.includes(`dq ${command} `)))).toEqual([])
})
