import { expect, test } from 'vitest'
import { bundleOf, LOCK_FILE } from '../../../src/adapters/stack/processes/downloads/lock.ts'
import { recipes } from '../../../src/adapters/stack/processes/recipes/index.ts'

test('every file that a server downloads is pinned, and its licence is named', () => {
  const bundles = new Set(Object.values(recipes).flatMap(({ bundles }) => bundles))
  expect(bundles.size).toBeGreaterThan(3)
  const files = [...bundles].flatMap((name) => bundleOf(name).files)
  expect(files.filter(({ sha256, bytes }) => sha256 === undefined || bytes === undefined)).toEqual([])
  expect([...bundles].filter((name) => bundleOf(name).licence === '')).toEqual([])
  expect(LOCK_FILE.pathname).toMatch(/lock\.yaml$/)
})

test('the name of a server is the name it is started by', () => {
  for (const [key, { name }] of Object.entries(recipes)) expect(name).toBe(key)
})
