import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { pathOf } from '../../../src/adapters/table-files/disk.ts'
import { liveEntries } from '../../../src/lake/table/snapshot.ts'
import { createTable, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, column, everyType, everyTypeRows, openLake } from './lake.ts'

const folders: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dq-lake-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const KEY = ['bronze', 'events']
const columns = [column('id', { kind: 'long' }, true), column('region', { kind: 'string' })]
const create = { branch: 'main', key: KEY, columns, partitionBy: [], message: 'create', ...AUTHOR }

describe('a table on the disk', () => {
  test('rows that were appended are there, counted in the snapshot, and only on their branch', async () => {
    const { lake, change } = await openLake(newFolder())
    await createTable(lake, create)
    const main = await lake.catalog.reference('main')
    await lake.catalog.createReference({ kind: 'branch', name: 'dev', hash: main?.hash ?? '' })
    await change(KEY, "SELECT i AS id, 'br' AS region FROM range(3) t(i)", { branch: 'dev' })
    await change(KEY, "SELECT i AS id, 'br' AS region FROM range(4) t(i)", { branch: 'dev' })
    const { metadata } = await loadTable(lake, 'dev', KEY)
    expect(metadata.current?.summary).toMatchObject({
      operation: 'append',
      'added-records': '4',
      'total-records': '7',
      'total-data-files': '2',
    })
    expect((await loadTable(lake, 'main', KEY)).metadata.current).toBeUndefined()
  })

  test('ten writers at once on one table: every append that was acknowledged is there', async () => {
    const { lake, change } = await openLake(newFolder())
    await createTable(lake, create)
    const all = Array.from({ length: 10 }, (_, i) => change(KEY, `SELECT ${i} AS id, 'br' AS region`))
    await Promise.all(all)
    const { metadata } = await loadTable(lake, 'main', KEY)
    const files = await liveEntries(lake, metadata)
    expect(files.reduce((sum, { file }) => sum + file.records, 0n)).toBe(10n)
    expect(metadata.snapshots.map(({ sequenceNumber }) => sequenceNumber)).toEqual(
      Array.from({ length: 10 }, (_, i) => BigInt(i + 1)),
    )
    // What lost a race left no metadata behind: a first file and one for each of the ten.
    const folder = pathOf(`${metadata.location}/metadata`)
    expect(readdirSync(folder).filter((name) => name.endsWith('.metadata.json'))).toHaveLength(11)
  })

  test('rows of a partition are replaced, and the others stay in the files they were in', async () => {
    const { lake, change } = await openLake(newFolder())
    await createTable(lake, { ...create, partitionBy: [{ column: 'region', transform: { kind: 'identity' } }] })
    await change(KEY, "SELECT i AS id, CASE WHEN i < 4 THEN 'br' ELSE 'pt' END AS region FROM range(6) t(i)")
    const before = await liveEntries(lake, (await loadTable(lake, 'main', KEY)).metadata)
    await change(KEY, "SELECT 100 AS id, 'br' AS region", {
      operation: 'overwrite',
      isRemoved: (file) => file.partition.get(1000) === 'br',
    })
    const { metadata } = await loadTable(lake, 'main', KEY)
    const after = await liveEntries(lake, metadata)
    const pt = before.find(({ file }) => file.partition.get(1000) === 'pt')
    expect(after.find(({ file }) => file.partition.get(1000) === 'pt')?.file.path).toBe(pt?.file.path)
    expect(after.map(({ file }) => [file.partition.get(1000), file.records]).sort()).toEqual([
      ['br', 1n],
      ['pt', 2n],
    ])
    expect(metadata.current?.summary).toMatchObject({
      'deleted-records': '4',
      'added-records': '1',
      'total-records': '3',
    })
  })

  test('a null in a required column stops the write, and the table is as it was', async () => {
    const { lake, change } = await openLake(newFolder())
    await createTable(lake, create)
    const write = change(KEY, "SELECT CASE WHEN i = 2 THEN NULL ELSE i END AS id, 'br' AS region FROM range(4) t(i)")
    await expect(write).rejects.toThrow('"id" is required, and a row has none')
    const { metadata } = await loadTable(lake, 'main', KEY)
    expect(metadata.current).toBeUndefined()
    expect(readdirSync(pathOf(metadata.location))).toEqual(['metadata'])
  })

  test('rows without an optional column have null there, without a required one they are refused by name', async () => {
    const { lake, change } = await openLake(newFolder())
    await createTable(lake, create)
    await change(KEY, 'SELECT 1 AS id')
    await expect(change(KEY, "SELECT 'br' AS region")).rejects.toThrow(
      'the rows have no column "id", which the table requires',
    )
  })

  test('bounds of every type hold the least and the greatest value, so that engines skip files', async () => {
    const { lake, change } = await openLake(newFolder())
    await createTable(lake, { ...create, columns: everyType })
    await change(KEY, everyTypeRows(0, 40))
    const [entry] = await liveEntries(lake, (await loadTable(lake, 'main', KEY)).metadata)
    const bounds = (id: number) =>
      [entry?.file.lowerBounds?.get(id), entry?.file.upperBounds?.get(id)].map((bytes) =>
        Buffer.from(bytes ?? []).toString('hex'),
      )
    // By hand, from the rows: id 0 to 39 as 8 bytes; amount 0.00 to 39.39 = 3939 = 0x0f63; `at` −4 h to +35 h in microseconds:
    // −14,400,000,000 = 0xffff_fffc_a5b1_c400, 126,000,000,000 = 0x1d_562b_f400; `day` −2 to 37.
    expect(bounds(1)).toEqual(['0000000000000000', '2700000000000000'])
    expect(bounds(2)).toEqual([Buffer.from('a/b é').toString('hex'), Buffer.from('br').toString('hex')])
    expect(bounds(3)).toEqual(['00', '0f63'])
    expect(bounds(4)).toEqual([micros(-4 * 3600), micros(35 * 3600)])
    expect(bounds(5)).toEqual(['feffffff', '25000000'])
    expect(entry?.file.nullCounts?.get(2)).toBe(8n)
  })

  test('a table that is not there is said with what there is', async () => {
    const { lake } = await openLake(newFolder())
    await createTable(lake, create)
    await expect(loadTable(lake, 'main', ['bronze', 'event'])).rejects.toThrow('main has no table bronze.event')
    await expect(createTable(lake, create)).rejects.toThrow('main has a table bronze.events already')
  })
})

function micros(seconds: number): string {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(BigInt(seconds) * 1_000_000n)
  return bytes.toString('hex')
}
