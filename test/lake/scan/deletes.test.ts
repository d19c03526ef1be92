import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { pathOf } from '../../../src/adapters/table-files/disk.ts'
import { writeContainer } from '../../../src/lake/iceberg/avro/container.ts'
import type { DataFile } from '../../../src/lake/iceberg/data-file.ts'
import { manifestContent, manifestListContent } from '../../../src/lake/iceberg/manifest.ts'
import { manifestFile } from '../../../src/lake/iceberg/manifest-entry.ts'
import { withSnapshot } from '../../../src/lake/iceberg/metadata.ts'
import { scanTable } from '../../../src/lake/scan/scan.ts'
import { manifestsOf } from '../../../src/lake/table/snapshot.ts'
import { commitTable, createTable, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, column, openLake } from '../table/lake.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-deletes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Commits a file of deletes as another engine's merge-on-read does. */
async function withDeletes(content: DataFile['content'], name: string) {
  const opened = await openLake(join(folder, name))
  const { lake, connection, change } = opened
  const key = ['bronze', name]
  await createTable(lake, {
    branch: 'main',
    key,
    columns: [column('id', { kind: 'long' })],
    partitionBy: [],
    message: 'create',
    ...AUTHOR,
  })
  await change(key, 'SELECT i AS id FROM range(0, 5) t(i)')
  await change(key, 'SELECT i AS id FROM range(5, 10) t(i)')
  await commitTable(lake, 'main', key, { message: 'delete', ...AUTHOR }, async ({ metadata, content: at }) => {
    const files = (await scanTable(lake, metadata)).files.map(({ file }) => file)
    const first = files.find(({ lowerBounds }) => lowerBounds?.get(1)?.[0] === 0)
    const url = `${metadata.location}/data/deletes.parquet`
    // Java writes locations with one slash. Rows 1 and 3 of the first file are ids 1 and 3.
    const as = first?.path.replace('file:///', 'file:/')
    await connection.run(`COPY (SELECT '${as}' AS file_path, pos::BIGINT AS pos FROM (VALUES (1), (3)) t(pos)) TO '${pathOf(url)}'
      (FORMAT parquet, FIELD_IDS {file_path: 2147483546, pos: 2147483545})`)
    const file: DataFile = { content, path: url, format: 'PARQUET', partition: new Map(), records: 2n, bytes: 400n }
    const [id, sequenceNumber] = [77n, metadata.lastSequenceNumber + 1n]
    const entries = [{ status: 'added', snapshotId: id, file } as const]
    const path = `${metadata.location}/metadata/deletes-m0.avro`
    const bytes = writeContainer(
      manifestContent(entries, metadata.schema, metadata.spec),
      new Uint8Array(16),
      lake.deflate,
    )
    await lake.files.write(path, bytes)
    const of = { path, length: BigInt(bytes.length), specId: 0, sequenceNumber, snapshotId: id }
    const manifest = { ...manifestFile(entries, of, { kind: 'struct', fields: [] }), content: 'deletes' as const }
    const manifestList = `${metadata.location}/metadata/snap-77.avro`
    const list = manifestListContent([...(await manifestsOf(lake, metadata)), manifest], {
      snapshotId: id,
      parentId: metadata.current?.id,
      sequenceNumber,
    })
    await lake.files.write(manifestList, writeContainer(list, new Uint8Array(16), lake.deflate))
    return withSnapshot(
      metadata,
      at.metadataLocation,
      { id, parentId: metadata.current?.id, sequenceNumber, manifestList, summary: { operation: 'delete' } },
      Date.now(),
    )
  })
  return { ...opened, key }
}

test('rows that another engine deleted by position are not read, whichever way it writes locations', async () => {
  const { read, key } = await withDeletes('position-deletes', 'positions')
  expect((await read(key, undefined, 'id')).rows.map(({ id }) => id)).toEqual(['0', '2', '4', '5', '6', '7', '8', '9'])
  expect((await read(key, 'id < 4', 'id')).rows.map(({ id }) => id)).toEqual(['0', '2'])
})

test('rows deleted by value are refused, not read as if they were there', async () => {
  const { lake, key } = await withDeletes('equality-deletes', 'equality')
  const { metadata } = await loadTable(lake, 'main', key)
  await expect(scanTable(lake, metadata)).rejects.toThrow('are deleted by value')
})
