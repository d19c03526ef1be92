import { expect, test } from 'vitest'
import { nessieCatalog } from '../../src/adapters/branch-catalog/nessie.ts'
import { branchFrom, testBranchCatalog, withBronze } from '../adapters/branch-catalog/suite.ts'
import { FULL, report } from '../full.ts'
import { killWriters } from '../lake/kill/kill.ts'
import { useServer } from './server.ts'

const server = useServer('nessie')

testBranchCatalog(async () => {
  const catalog = nessieCatalog({ url: server.endpoint('url') })
  await withBronze(catalog)
  return { catalog, branch: branchFrom(catalog) }
})

const [writers, commits, kills] = FULL ? [8, 50, 60] : [3, 6, 5]

test.for([1, 16])(
  'writers of %i tables on Nessie, killed at random: every acknowledged commit is there, none is half there',
  {
    timeout: 3_600_000,
  },
  async (tables) => {
    const counted = await killWriters({ writers, commits, tables, kills, url: server.endpoint('url') })
    expect(counted.commits).toBe(writers * commits)
    report(`Nessie, ${tables} tables: commits acknowledged and found`, counted.commits)
    report(`Nessie, ${tables} tables: writers killed`, counted.kills)
  },
)
