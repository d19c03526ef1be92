import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { pathOf } from '../../../src/adapters/table-files/disk.ts'
import { expireSnapshots } from '../../../src/lake/table/expire.ts'
import { findGarbage } from '../../../src/lake/table/gc.ts'
import { addSnapshot, liveEntries } from '../../../src/lake/table/snapshot.ts'
import { commitTable, createTable, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, column, openLake } from './lake.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const KEY = ['bronze', 'events']
/** After everything that the tests do: nothing is too young. */
const LATER = Date.now() + 3_600_000

async function lakeWithTable() {
  const folder = mkdtempSync(join(tmpdir(), 'dq-lake-gc-'))
  folders.push(folder)
  const opened = await openLake(folder)
  const columns = [column('id', { kind: 'long' }, true)]
  await createTable(opened.lake, { branch: 'main', key: KEY, columns, partitionBy: [], message: 'create', ...AUTHOR })
  return opened
}

describe('garbage', () => {
  test('nothing that a branch or tag needs is garbage, however old', async () => {
    const { lake, change } = await lakeWithTable()
    await change(KEY, 'SELECT 1 AS id')
    const main = await lake.catalog.reference('main')
    await lake.catalog.createReference({ kind: 'tag', name: 'first', hash: main?.hash ?? '' })
    // On main everything is replaced: only the tag still needs the first file.
    await change(KEY, 'SELECT 2 AS id', { operation: 'overwrite', isRemoved: () => true })
    const { orphans } = await findGarbage(lake, LATER)
    const removed = new Set(orphans.map(({ url }) => url))
    for (const at of ['main', 'first']) {
      const { content, metadata } = await loadTable(lake, at, KEY)
      expect(removed.has(content.metadataLocation)).toBe(false)
      for (const { file } of await liveEntries(lake, metadata)) expect(removed.has(file.path)).toBe(false)
    }
    await lake.files.remove([...removed])
    for (const at of ['main', 'first'])
      expect(await liveEntries(lake, (await loadTable(lake, at, KEY)).metadata)).toHaveLength(1)
    expect((await findGarbage(lake, LATER)).orphans).toEqual([])
  })

  test('what a killed writer left is found; what is young is let alone, as its writer may live', async () => {
    const { lake, change } = await lakeWithTable()
    await change(KEY, 'SELECT 1 AS id')
    const { metadata } = await loadTable(lake, 'main', KEY)
    const left = `${metadata.location}/data/left.parquet`
    writeFileSync(pathOf(left), 'half a file')
    expect((await findGarbage(lake, Date.now() - 60_000)).orphans).toEqual([])
    const old = new Date(Date.now() - 7_200_000)
    utimesSync(pathOf(left), old, old)
    expect((await findGarbage(lake, Date.now() - 3_600_000)).orphans.map(({ url }) => url)).toEqual([left])
  })

  test('a file that another engine wrote, and calls file:/… with one slash, is needed all the same', async () => {
    const { lake, writer } = await lakeWithTable()
    await commitTable(lake, 'main', KEY, { message: 'as Java writes it', ...AUTHOR }, async ({ metadata, content }) => {
      const { schema, spec, location } = metadata
      const added = await writer.write({ sql: 'SELECT 1 AS id' }, { schema, spec, folder: `${location}/data` })
      const otherwise = added.map((file) => ({ ...file, path: file.path.replace('file:///', 'file:/') }))
      return addSnapshot(lake, metadata, content.metadataLocation, { operation: 'append', added: otherwise })
    })
    const { orphans } = await findGarbage(lake, LATER)
    expect(orphans.filter(({ url }) => url.endsWith('.parquet'))).toEqual([])
  })

  test('expired snapshots leave the metadata, and then the files that only they needed are garbage', async () => {
    const { lake, change } = await lakeWithTable()
    await change(KEY, 'SELECT 1 AS id')
    const [first] = await liveEntries(lake, (await loadTable(lake, 'main', KEY)).metadata)
    await change(KEY, 'SELECT 2 AS id', { operation: 'overwrite', isRemoved: () => true })
    const garbage = async () => (await findGarbage(lake, LATER)).orphans.map(({ url }) => url)
    expect(await garbage()).not.toContain(first?.file.path)
    await commitTable(lake, 'main', KEY, { message: 'expire', ...AUTHOR }, async ({ metadata, content }) =>
      expireSnapshots(metadata, content.metadataLocation, { before: LATER, keep: 1, now: Date.now() }),
    )
    const { metadata } = await loadTable(lake, 'main', KEY)
    expect(metadata.snapshots).toHaveLength(1)
    expect(await garbage()).toContain(first?.file.path)
    expect(expireSnapshots(metadata, '', { before: LATER, keep: 1, now: Date.now() })).toBeUndefined()
  })
})
