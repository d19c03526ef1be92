import { expect, test } from 'vitest'
import { tablePlace } from '../../../src/cli/contract/status-table.ts'
import { topicPlace } from '../../../src/cli/contract/status-topic.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import { wantedColumns } from '../../../src/lake/iceberg/from-contract.ts'
import { createTable } from '../../../src/lake/table/table.ts'
import { avsc, BASE, contractsOf, type Files, field } from '../../contracts/diff/repo.ts'
import { tempFolder } from '../../git-repo.ts'
import { AUTHOR, openLake } from '../../lake/table/lake.ts'

const contractOf = async (files: Files): Promise<Contract> => {
  const [contract] = await contractsOf(files, 'contracts')
  return contract!
}
const nothing = async () => []

test('a topic is there with its partitions, with others, or not at all', async () => {
  const contract = await contractOf(BASE)
  const of = (counts: readonly (readonly [string, number])[]) =>
    topicPlace({ partitionCounts: async () => new Map(counts) }, [contract]).deployed(contract, nothing)
  expect(await of([])).toEqual({ kind: 'absent' })
  expect(await of([['order.created', 1]])).toEqual({ kind: 'present', detail: '1 partition' })
  expect(await of([['order.created', 3]])).toEqual({ kind: 'other', detail: '3 partitions, not 1' })
})

test('a table has the version of the contract whose columns it has: now, earlier, or of none', async () => {
  const { lake } = await openLake(tempFolder())
  const table = async (files: Files): Promise<Contract> => ({ ...(await contractOf(files)), kind: 'table' })
  const old = await table(BASE)
  const now = {
    ...(await table(field('{ "name": "coupon", "type": ["null", "string"], "default": null }'))),
    version: '1.1.0',
  }
  const place = () => tablePlace(lake, 'main')
  expect(await place().deployed(now, nothing)).toEqual({ kind: 'absent' })

  const columns = wantedColumns(old.schema)
  await createTable(lake, {
    branch: 'main',
    key: ['order', 'created'],
    columns,
    partitionBy: [],
    message: 'create',
    ...AUTHOR,
  })
  expect(await place().deployed(old, nothing)).toEqual({ kind: 'same', version: '1.0.0', detail: 'schema 0' })
  expect(await place().deployed(now, async () => [now, old])).toEqual({
    kind: 'other',
    version: '1.0.0',
    detail: 'schema 0',
  })
  expect(await place().deployed(now, nothing)).toEqual({ kind: 'other', detail: 'schema 0, of no contract in git' })
})

test('another type or nullability is another table', async () => {
  const { lake } = await openLake(tempFolder())
  const old: Contract = { ...(await contractOf(BASE)), kind: 'table' }
  const columns = wantedColumns(old.schema)
  await createTable(lake, {
    branch: 'main',
    key: ['order', 'created'],
    columns,
    partitionBy: [],
    message: 'create',
    ...AUTHOR,
  })
  for (const edit of [
    avsc(['"scale": 2', '"scale": 3']),
    avsc(['{ "name": "note", "type": ["null", "string"], "default": null }', '{ "name": "note", "type": "string" }']),
  ]) {
    const changed: Contract = { ...(await contractOf(edit)), kind: 'table' }
    expect((await tablePlace(lake, 'main').deployed(changed, nothing)).kind).toBe('other')
  }
})
