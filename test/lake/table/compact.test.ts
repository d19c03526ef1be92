import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { compactTable } from '../../../src/lake/table/compact.ts'
import { liveEntries } from '../../../src/lake/table/snapshot.ts'
import { createTable, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, column, openLake } from './lake.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-compact-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const KEY = ['bronze', 'events']
const TO = { branch: 'main', key: KEY, message: 'compact', ...AUTHOR }
const OPTIONS = { target: 1_000_000n, least: 2 }

async function table(name: string) {
  const opened = await openLake(join(folder, name))
  const columns = [column('id', { kind: 'long' }, true), column('region', { kind: 'string' })]
  const partitionBy = [{ column: 'region', transform: { kind: 'identity' } }] as const
  await createTable(opened.lake, { branch: 'main', key: KEY, columns, partitionBy, message: 'create', ...AUTHOR })
  for (let i = 0; i < 3; i++)
    await opened.change(
      KEY,
      `SELECT i AS id, CASE WHEN i % 2 = 0 THEN 'br' END AS region FROM range(${i * 4}, ${i * 4 + 4}) t(i)`,
    )
  return opened
}

const ids = async ({ read }: Awaited<ReturnType<typeof table>>) =>
  (await read(KEY, undefined, 'id')).rows.map(({ id }) => Number(id))
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i)

test('small files become one for each partition, as a snapshot with the same rows; a second run has nothing to do', async () => {
  const opened = await table('one')
  expect(await compactTable(opened.lake, opened, TO, OPTIONS)).toMatchObject({ partitions: 2, before: 6, after: 2 })
  expect(await ids(opened)).toEqual(upTo(12))
  const { metadata } = await loadTable(opened.lake, 'main', KEY)
  expect(metadata.current?.summary).toMatchObject({
    operation: 'replace',
    'total-records': '12',
    'total-data-files': '2',
  })
  expect(await compactTable(opened.lake, opened, TO, OPTIONS)).toBeUndefined()
})

test('no group is larger than the target: memory does not grow with the table', async () => {
  const opened = await table('target')
  const [entry] = await liveEntries(opened.lake, (await loadTable(opened.lake, 'main', KEY)).metadata)
  // Two files fit, three do not; they count as small up to three quarters of it.
  const target = (entry?.file.bytes ?? 0n) * 2n + 100n
  expect(await compactTable(opened.lake, opened, TO, { target, least: 2 })).toMatchObject({ before: 4, after: 2 })
  expect(await ids(opened)).toEqual(upTo(12))
})

test('appends that come in while it works are kept', async () => {
  const opened = await table('appends')
  let hasAppended = false
  const writer: typeof opened.writer = {
    async write(rows, into) {
      if (!hasAppended) {
        hasAppended = true
        await opened.change(KEY, "SELECT 12 AS id, 'br' AS region")
      }
      return opened.writer.write(rows, into)
    },
  }
  expect(await compactTable(opened.lake, { ...opened, writer }, TO, OPTIONS)).toMatchObject({ before: 6, after: 2 })
  expect(await ids(opened)).toEqual(upTo(13))
})

test('when another writer removed a file that was read, it begins again: the row does not come back', async () => {
  const opened = await table('lost')
  let writes = 0
  const writer: typeof opened.writer = {
    async write(rows, into) {
      // Between reading and commit somebody empties the partition without a region.
      if (++writes === 2)
        await opened.change(KEY, undefined, {
          operation: 'delete',
          isRemoved: (file) => file.partition.get(1000) === null,
        })
      return opened.writer.write(rows, into)
    },
  }
  expect(await compactTable(opened.lake, { ...opened, writer }, TO, OPTIONS)).toMatchObject({
    partitions: 1,
    before: 3,
    after: 1,
  })
  expect(await ids(opened)).toEqual([0, 2, 4, 6, 8, 10])
})

test('four appenders and two compactions at once: every row is there once', async () => {
  const opened = await table('crowd')
  const appends = upTo(4).map(async (i) => {
    for (let k = 0; k < 3; k++) await opened.change(KEY, `SELECT ${12 + i * 3 + k} AS id, 'br' AS region`)
  })
  const compactions = upTo(2).map(() => compactTable(opened.lake, opened, TO, OPTIONS))
  await Promise.all([...appends, ...compactions])
  expect(await ids(opened)).toEqual(upTo(24))
})
