import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseFilter } from '../../../src/lake/scan/filter.ts'
import { firstRows } from '../../../src/lake/scan/first-rows.ts'
import { type Scan, scanTable } from '../../../src/lake/scan/scan.ts'
import { createTable, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, column, openLake } from '../table/lake.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-first-rows-'))
const key = ['bronze', 'numbers']
let own: Awaited<ReturnType<typeof openLake>>
beforeAll(async () => {
  own = await openLake(folder)
  const columns = [column('id', { kind: 'long' })]
  await createTable(own.lake, { branch: 'main', key, columns, partitionBy: [], message: 'create', ...AUTHOR })
  for (const file of [0, 1, 2, 3, 4, 5]) await own.change(key, `SELECT ${file} * 10 + i AS id FROM range(10) t(i)`)
}, 60_000)
afterAll(() => {
  own.connection.closeSync()
  rmSync(folder, { recursive: true, force: true })
})

// Files are listed newest first: that of 50 to 59 before that of 40 to 49.
// biome-ignore format: one row a case
const cases: readonly (readonly [filter: string | undefined, limit: number, ids: readonly number[], files: number])[] = [
  [undefined,       3, [50, 51, 52],                                                1],
  [undefined,      12, [50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 40, 41],            3],
  ['id < 2',        5, [0, 1],                                                      1],
  ['id in (9, 57)', 5, [57, 9],                                                     2],
  ['id > 99',       5, [],                                                          0],
]
test.for(cases)('where %s, %i rows are of the first files that have them', async ([filter, limit, ids, files]) => {
  const { metadata } = await loadTable(own.lake, 'main', key)
  const read: string[] = []
  const reader = {
    ...own.reader,
    source: (scan: Scan) => {
      read.push(...scan.files.map(({ file }) => file.path))
      return own.reader.source(scan)
    },
  }
  const scan = await scanTable(own.lake, metadata, filter === undefined ? undefined : parseFilter(filter))
  const rows = await firstRows(reader, scan, limit)
  expect(rows.map(({ id }) => Number(id))).toEqual(ids)
  expect(new Set(read).size).toBe(files)
})
