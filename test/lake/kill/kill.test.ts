import { expect, test } from 'vitest'
import { FULL, report } from '../../full.ts'
import { killWriters } from './kill.ts'

const [writers, commits, kills] = FULL ? [8, 50, 60] : [3, 6, 5]

test('writers of one table, killed at random: every acknowledged commit is there, none is half there', async () => {
  const counted = await killWriters({ writers, commits, tables: 1, kills })
  expect(counted.kills).toBeGreaterThan(0)
  report('embedded catalog, one table: commits acknowledged and found', counted.commits)
  report('embedded catalog, one table: writers killed', counted.kills)
}, 3_600_000)

if (FULL)
  test('the same with many tables', async () => {
    const counted = await killWriters({ writers, commits, tables: 16, kills })
    report('embedded catalog, 16 tables: commits acknowledged and found', counted.commits)
    report('embedded catalog, 16 tables: writers killed', counted.kills)
  }, 3_600_000)
