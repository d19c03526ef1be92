import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repo } from '../../built.ts'

const text = (file: string) => readFileSync(join(repo, file), 'utf8')

test('what docs/privacy.md shows is what the pages show', () => {
  const pages = ['test/cli/pages/privacy.md', 'test/stack/privacy/privacy.page.md'].map(text).join('\n')
  const shown = [...text('docs/privacy.md').matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
  expect(shown.length).toBeGreaterThan(1)
  expect(shown.filter((block) => !pages.includes(block))).toEqual([])
})
