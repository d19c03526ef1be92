import { expect, test } from 'vitest'
import { FULL, report } from '../full.ts'
import { killWriters } from '../lake/kill/kill.ts'
import { useServer } from './server.ts'

const nessie = useServer('nessie')
const store = useServer('s3-strict')

const [writers, commits, kills] = FULL ? [8, 50, 60] : [3, 5, 4]

// biome-ignore format: one row a case
const cases: readonly (readonly [catalog: 'git' | 'Nessie', files: 'the disk' | 'an object store', tables: number, when: 'always' | 'full'])[] = [
  ['git',    'the disk',        1, 'full'],
  ['git',    'the disk',       16, 'full'],
  ['Nessie', 'the disk',        1, 'always'],
  ['Nessie', 'the disk',       16, 'always'],
  ['git',    'an object store', 1, 'always'],
  ['Nessie', 'an object store', 1, 'full'],
  ['git',    'an object store', 16, 'full'],
  ['Nessie', 'an object store', 16, 'always'],
]

test.for(cases.filter(([, , , when]) => FULL || when === 'always'))(
  'catalog %s, files on %s, %i tables, writers killed at random: every acknowledged commit is there, none is half there',
  { timeout: 3_600_000 },
  async ([catalog, files, tables]) => {
    const s3 = {
      url: store.endpoint('url'),
      bucket: store.endpoint('bucket'),
      accessKey: store.endpoint('accessKey'),
      secretKey: store.endpoint('secretKey'),
      prefix: `kill ${process.pid} ${catalog} ${tables}`,
    }
    const counted = await killWriters({
      writers,
      commits,
      tables,
      kills,
      ...(catalog === 'Nessie' && { url: nessie.endpoint('url') }),
      ...(files === 'an object store' && { s3 }),
    })
    expect(counted.commits).toBe(writers * commits)
    const what = `${writers} writers, catalog ${catalog}, files on ${files}, ${tables} table${tables === 1 ? '' : 's'}`
    report(`${what}: commits acknowledged and found`, counted.commits)
    report(`${what}: writers killed`, counted.kills)
  },
)
