import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { DuckDBInstance } from '../../../src/adapters/duckdb.ts'
import { type RowStageOptions, rowStage } from '../../../src/adapters/row-stage/row-stage.ts'
import { fileSource } from '../../../src/adapters/table-data/duckdb/file-source.ts'
import { duckdbWriter, rowsOf } from '../../../src/adapters/table-data/duckdb.ts'
import { diskFiles as files } from '../../../src/adapters/table-files/disk.ts'
import type { IcebergSchema } from '../../../src/lake/iceberg/types.ts'
import type { DataTarget } from '../../../src/lake/table/ports.ts'

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
const into: DataTarget = { schema, spec: { specId: 0, fields: [] }, folder: `file://${folder}/table` }
const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
afterAll(() => connection.closeSync())

let names = 0
const writer = duckdbWriter({ connection, files, scratch: join(folder, 'scratch'), uuid: () => `f${names++}` })
const remove: RowStageOptions['remove'] = (made) => files.remove(made.map(({ path }) => path))
/** Which paths were read together. */
const read: (readonly string[])[] = []
const write: RowStageOptions['write'] = (paths, longest, to) => {
  read.push(paths)
  return writer.write(fileSource(paths, to.schema, { longest }), to)
}
const open = (options: Partial<RowStageOptions> = {}) =>
  rowStage({ path: join(folder, 'rows.jsonl'), write, remove, ...options })
afterEach(() => {
  read.length = 0
})
const written = (table = join(folder, 'table')): readonly string[] => (existsSync(table) ? readdirSync(table) : [])

async function tally(of: readonly { readonly path: string }[]) {
  const list = of.map(({ path }) => `'${path.replace('file://', '')}'`).join(', ')
  const [row] = await rowsOf(
    connection,
    `SELECT count(*) AS rows, count(DISTINCT id) AS ids, sum(id) AS sum, sum(strlen(text)) AS bytes FROM read_parquet([${list}])`,
  )
  return row
}

test('a row that is longer than DuckDB expects of JSON, 16 MiB, is read like the others, whatever its letters take', async () => {
  for (const isBegun of [false, true]) {
    const stage = open()
    if (isBegun) stage.begin(into)
    // Three bytes of UTF-8 each.
    const long = '€'.repeat(6 * 1024 * 1024)
    for (const [id, text] of ['a', long, 'b'].entries()) stage.add(JSON.stringify({ id, text }))
    expect(await tally(await stage.files(into))).toEqual({
      rows: '3',
      ids: '3',
      sum: '3',
      bytes: String(18 * 1024 * 1024 + 2),
    })
    await stage.clear()
    stage.add(JSON.stringify({ id: 3, text: 'c' }))
    expect(await tally(await stage.files(into))).toEqual({ rows: '1', ids: '1', sum: '3', bytes: '1' })
    await stage.close()
  }
})

/** About 40 MB in all: three pipes. */
const COUNT = 100_000
const text = 'x'.repeat(380)

test('many rows are written while they come, and a long one among them is not lost', async () => {
  const stage = open()
  stage.begin(into)
  for (let round = 1; round <= 2; round++) {
    for (let id = 0; id < COUNT; id++) {
      stage.add(JSON.stringify({ id, text: id === 50_000 ? text.repeat(5_000) : text }))
      if (id % 1_000 === 0) await stage.room()
    }
    expect(stage.rows).toBe(COUNT)
    expect(stage.isFor(into)).toBe(true)
    const made = await stage.files(into)
    expect(await tally(made)).toEqual({
      rows: String(COUNT),
      ids: String(COUNT),
      sum: String((COUNT * (COUNT - 1)) / 2),
      bytes: String((COUNT + 4_999) * 380),
    })
    expect(stage.isFor(into), 'its rows are gone').toBe(false)
    await stage.clear()
    expect(stage.isFor(into)).toBe(true)
    await remove(made)
  }
  // Pipes, and the file of the long row.
  expect(read.map((paths) => paths.length > 1)).toEqual([true, false, true, false])
  await stage.close()
  expect(readdirSync(folder).filter((name) => name.startsWith('rows.jsonl'))).toEqual([])
})

test('few rows need no pipe, and rows that nobody said the table of wait for it in a file', async () => {
  const few = open()
  few.begin(into)
  for (let id = 0; id < 100; id++) few.add(JSON.stringify({ id, text }))
  expect(await tally(await few.files(into))).toMatchObject({ rows: '100' })
  await few.close()
  const late = open()
  for (let id = 0; id < 5_000; id++) late.add(JSON.stringify({ id, text }))
  expect(await tally(await late.files(into))).toMatchObject({ rows: '5000', ids: '5000' })
  await late.close()
  expect(read.map(({ length }) => length)).toEqual([1, 1])
})

test('rows on their way into a table that has another schema by now are for nobody', async () => {
  const stage = open()
  const before = written()
  stage.begin(into)
  for (let id = 0; id < 10_000; id++) stage.add(JSON.stringify({ id, text }))
  expect(stage.isFor({ ...into, schema: { ...schema, schemaId: 1 } })).toBe(false)
  await stage.clear()
  expect(written(), 'what was written of them is removed').toEqual(before)
  stage.begin({ ...into, schema: { ...schema, schemaId: 1 } })
  stage.add(JSON.stringify({ id: 1, text }))
  expect(stage.isFor({ ...into, schema: { ...schema, schemaId: 1 } })).toBe(true)
  await stage.close()
})

test.each([
  ['before it reads', async () => Promise.reject(new Error('no memory'))],
  [
    'in the middle',
    (async (paths, longest, to) => {
      const source = fileSource(paths, to.schema, { longest })
      const cut = `SELECT id, CASE WHEN id = 40000 THEN error('no space left') ELSE text END AS text FROM (${source.sql})`
      return writer.write({ sql: cut }, to)
    }) satisfies RowStageOptions['write'],
  ],
] as const)('a writer that fails %s is told soon, and nothing hangs or stays', async (_, failing) => {
  const stage = open({ write: failing })
  const before = written()
  stage.begin(into)
  const adding = async () => {
    for (let id = 0; id < 500_000; id++) {
      stage.add(JSON.stringify({ id, text }))
      if (id % 1_000 === 0) await stage.room()
    }
  }
  await expect(adding()).rejects.toThrow(/no memory|rows cannot be written/)
  await expect(stage.files(into)).rejects.toThrow(/no memory|rows cannot be written/)
  await stage.clear()
  stage.begin(into)
  stage.add(JSON.stringify({ id: 1, text }))
  await stage.close()
  expect(written()).toEqual(before)
  expect(readdirSync(folder).filter((name) => name.startsWith('rows.jsonl'))).toEqual([])
})

test('a process that ends in between ends at once, and leaves no pipe', () => {
  const script = `
    import { DuckDBInstance } from '${new URL('../../../src/adapters/duckdb.ts', import.meta.url).href}'
    import { rowStage } from '${new URL('../../../src/adapters/row-stage/row-stage.ts', import.meta.url).href}'
    const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
    const write = async (paths) => {
      await connection.run("SELECT count(*) FROM read_json(" + JSON.stringify(paths).replaceAll('"', "'") + ", format = 'newline_delimited', columns = {id: 'BIGINT'})")
      return []
    }
    const stage = rowStage({ path: ${JSON.stringify(join(folder, 'ending.jsonl'))}, write, remove: async () => {} })
    stage.begin({ schema: {}, spec: {}, folder: '' })
    for (let id = 0; id < 100_000; id++) stage.add('{"id":' + id + '}')
    if (process.argv[2] === 'later') await new Promise((done) => setTimeout(done, 300))
    process.exit(7)
  `
  for (const when of ['now', 'later']) {
    const { status, signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, '-', when], {
      timeout: 20_000,
      encoding: 'utf8',
    })
    expect({ status, signal, stderr }).toMatchObject({ status: 7, signal: null })
    expect(readdirSync(folder).filter((name) => name.startsWith('ending.jsonl'))).toEqual([])
  }
})
