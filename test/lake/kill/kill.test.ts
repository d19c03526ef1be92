import { expect, test } from 'vitest'
import { killWriters } from './kill.ts'

// With other catalogs, an object store, and more of everything: test/stack/lake-kill.test.ts.
test('writers of one table, killed at random: every acknowledged commit is there, none is half there', async () => {
  const counted = await killWriters({ writers: 3, commits: 6, tables: 1, kills: 5 })
  expect(counted.kills).toBeGreaterThan(0)
  expect(counted.commits).toBe(18)
}, 300_000)
