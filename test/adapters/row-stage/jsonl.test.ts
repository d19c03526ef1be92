import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { DuckDBInstance } from '../../../src/adapters/duckdb.ts'
import { jsonlStage } from '../../../src/adapters/row-stage/jsonl.ts'
import { fileSource } from '../../../src/adapters/table-data/duckdb/file-source.ts'
import { rowsOf } from '../../../src/adapters/table-data/duckdb.ts'
import type { IcebergSchema } from '../../../src/lake/iceberg/types.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-stage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const schema: IcebergSchema = {
  kind: 'struct',
  schemaId: 0,
  identifierFieldIds: [],
  fields: [
    { id: 1, name: 'id', required: true, type: { kind: 'long' } },
    { id: 2, name: 'text', required: true, type: { kind: 'string' } },
  ],
}

test('a row that is longer than DuckDB expects of JSON, 16 MiB, is read like the others, whatever its letters take', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const stage = jsonlStage(join(folder, 'rows.jsonl'), (file, of, longest) => fileSource([file], of, { longest }))
  // Three bytes of UTF-8 each.
  const long = '€'.repeat(6 * 1024 * 1024)
  for (const [id, text] of ['a', long, 'b'].entries()) stage.add(JSON.stringify({ id, text }))
  const { sql } = await stage.source(schema)
  expect(await rowsOf(connection, `SELECT id, strlen(text) AS bytes FROM (${sql}) ORDER BY id`)).toEqual([
    { id: '0', bytes: '1' },
    { id: '1', bytes: String(18 * 1024 * 1024) },
    { id: '2', bytes: '1' },
  ])
  await stage.clear()
  stage.add(JSON.stringify({ id: 3, text: 'c' }))
  const after = await stage.source(schema)
  expect(await rowsOf(connection, `SELECT id FROM (${after.sql})`)).toEqual([{ id: '3' }])
  await stage.close()
  connection.closeSync()
})
