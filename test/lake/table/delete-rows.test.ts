import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { diskFiles } from '../../../src/adapters/table-files/disk.ts'
import { parseFilter, whereIn } from '../../../src/lake/scan/filter.ts'
import { deleteRows } from '../../../src/lake/table/delete-rows.ts'
import { findGarbage } from '../../../src/lake/table/gc.ts'
import { liveEntries } from '../../../src/lake/table/snapshot.ts'
import { createTable, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, column, openLake } from './lake.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-delete-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const KEY = ['bronze', 'events']
const TO = { branch: 'main', key: KEY, message: 'delete', ...AUTHOR }

/** Three files of four rows: ids 0 to 3, 4 to 7, 8 to 11; every third has no region. */
async function table(name: string) {
  const opened = await openLake(join(folder, name))
  const columns = [column('id', { kind: 'long' }, true), column('region', { kind: 'string' })]
  await createTable(opened.lake, { branch: 'main', key: KEY, columns, partitionBy: [], message: 'create', ...AUTHOR })
  for (let i = 0; i < 3; i++)
    await opened.change(
      KEY,
      `SELECT i AS id, CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN 'br' ELSE 'pt' END AS region FROM range(${i * 4}, ${i * 4 + 4}) t(i)`,
    )
  return opened
}

const ids = async ({ read }: Awaited<ReturnType<typeof table>>) =>
  (await read(KEY, undefined, 'id')).rows.map(({ id }) => Number(id))

test('the rows that a filter wants are gone, and rows for which it is unknown stay', async () => {
  const opened = await table('some')
  const done = await deleteRows(opened.lake, opened, TO, parseFilter("region <> 'pt'"), { dryRun: false })
  // Of 0..11 the ids 1, 4, 7, 10 are br; 0, 3, 6, 9 have none, and null <> 'pt' is not true.
  expect(await ids(opened)).toEqual([0, 2, 3, 5, 6, 8, 9, 11])
  expect(done).toMatchObject({ rows: 4n, rewritten: 3, removed: 0, all: 3 })
  const { metadata } = await loadTable(opened.lake, 'main', KEY)
  expect(metadata.current?.summary).toMatchObject({
    operation: 'overwrite',
    'deleted-records': '12',
    'added-records': '8',
    'total-records': '8',
    'total-data-files': '3',
  })
})

test('a file of which every row goes is taken out without being written again; files without such a row stay as they are', async () => {
  const opened = await table('whole')
  const before = (await liveEntries(opened.lake, (await loadTable(opened.lake, 'main', KEY)).metadata)).map(
    ({ file }) => file.path,
  )
  const done = await deleteRows(opened.lake, opened, TO, parseFilter('id >= 4 and id < 8'), { dryRun: false })
  expect(done).toMatchObject({ rows: 4n, rewritten: 0, removed: 1, all: 3 })
  expect(await ids(opened)).toEqual([0, 1, 2, 3, 8, 9, 10, 11])
  const { metadata } = await loadTable(opened.lake, 'main', KEY)
  expect(metadata.current?.summary.operation).toBe('delete')
  for (const { file } of await liveEntries(opened.lake, metadata)) expect(before).toContain(file.path)
})

test('a dry run counts the same and changes nothing; a filter that no row matches makes no commit', async () => {
  const opened = await table('dry')
  const before = await opened.lake.catalog.reference('main')
  expect(
    await deleteRows(opened.lake, opened, TO, parseFilter('id in (0, 1, 2, 3, 4)'), { dryRun: true }),
  ).toMatchObject({ rows: 5n, rewritten: 1, removed: 1 })
  expect(await deleteRows(opened.lake, opened, TO, parseFilter('id = 99'), { dryRun: false })).toMatchObject({
    rows: 0n,
  })
  expect(await opened.lake.catalog.reference('main')).toEqual(before)
  expect(await ids(opened)).toHaveLength(12)
})

test('keys as a list: quotes in them are nothing but quotes', async () => {
  const opened = await table('keys')
  await opened.change(KEY, `SELECT 12 AS id, 'O''Neil' AS region`)
  const done = await deleteRows(opened.lake, opened, TO, whereIn('region', ["O'Neil", 'nobody']), { dryRun: false })
  expect(done.rows).toBe(1n)
  expect(await ids(opened)).not.toContain(12)
})

test('rows that another writer appends meanwhile are looked at too; what was written in vain is removed', async () => {
  const opened = await table('race')
  let hasAppended = false
  const writer: typeof opened.writer = {
    async write(rows, into) {
      if (!hasAppended) {
        hasAppended = true
        await opened.change(KEY, "SELECT i AS id, 'br' AS region FROM range(20, 23) t(i)")
      }
      return opened.writer.write(rows, into)
    },
  }
  const done = await deleteRows(opened.lake, { ...opened, writer }, TO, parseFilter("region = 'br'"), { dryRun: false })
  expect(done.rows).toBe(7n)
  expect(await ids(opened)).toEqual([0, 2, 3, 5, 6, 8, 9, 11])
})

test('two deletions at once: both take effect, and no row comes back', async () => {
  const opened = await table('two')
  await Promise.all([
    deleteRows(opened.lake, opened, TO, parseFilter('id in (1, 5)'), { dryRun: false }),
    deleteRows(opened.lake, opened, TO, parseFilter('id in (2, 9)'), { dryRun: false }),
  ])
  expect(await ids(opened)).toEqual([0, 3, 4, 6, 7, 8, 10, 11])
  // Whoever lost the race wrote files for nothing: none of them is left over.
  const { orphans } = await findGarbage(opened.lake, Date.now() + 60_000)
  expect(orphans.filter(({ url }) => url.endsWith('.parquet'))).toEqual([])
})

test('rows that the writer’s files cannot be read from stop it before anything is changed', async () => {
  const opened = await table('lost')
  const { metadata } = await loadTable(opened.lake, 'main', KEY)
  const [first] = await liveEntries(opened.lake, metadata)
  await diskFiles.remove([first?.file.path ?? ''])
  const before = await opened.lake.catalog.reference('main')
  await expect(deleteRows(opened.lake, opened, TO, parseFilter("region = 'br'"), { dryRun: false })).rejects.toThrow(
    /cannot be read/,
  )
  expect(await opened.lake.catalog.reference('main')).toEqual(before)
})
