import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { pathOf } from '../../../src/adapters/table-files/disk.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import type { OdcsDocument } from '../../../src/contracts/odcs/document.ts'
import { checkTables } from '../../../src/lake/contract/check-tables.ts'
import { createTableFor } from '../../../src/lake/contract/create-table.ts'
import { evolveTable } from '../../../src/lake/contract/evolve-table.ts'
import { partitionsOf } from '../../../src/lake/contract/partitions.ts'
import { nextMetadata } from '../../../src/lake/iceberg/metadata.ts'
import { schemaJson } from '../../../src/lake/iceberg/schema-json.ts'
import type { NestedField } from '../../../src/lake/iceberg/types.ts'
import { parseFilter } from '../../../src/lake/scan/filter.ts'
import { deleteRows } from '../../../src/lake/table/delete-rows.ts'
import { commitTable, type Lake, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, openLake } from '../table/lake.ts'
import { contract } from './contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-contract-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const KEY = ['bronze', 'orders']
const TO = { branch: 'main', message: 'apply', ...AUTHOR }
const id = { name: 'id', type: 'int' }
const note = { name: 'note', type: ['null', 'string'], default: null } as const

let count = 0
async function lakeWith(made: Contract, partitionBy: Parameters<typeof createTableFor>[2] = []) {
  const opened = await openLake(join(folder, String(++count)))
  await createTableFor(opened.lake, made, partitionBy, TO)
  await opened.change(KEY, 'SELECT 1 AS id')
  return opened
}

/** What another engine does: the columns change, and the properties of the contract stay. */
async function alter(lake: Lake, change: (fields: readonly NestedField[]) => readonly NestedField[]): Promise<void> {
  await commitTable(lake, 'main', KEY, { message: 'ALTER TABLE', ...AUTHOR }, async ({ metadata, content }) => {
    const schema = schemaJson({ ...metadata.schema, schemaId: 1, fields: change(metadata.schema.fields) })
    const changes = { schemas: [schemaJson(metadata.schema), schema], 'current-schema-id': 1, 'last-column-id': 99 }
    return nextMetadata(metadata, content.metadataLocation, changes, Date.now())
  })
}

const found = async (lake: Lake, now: Contract) =>
  (await checkTables(lake, 'main', [{ contract: now, partitionBy: [] }])).findings.map(
    ({ rule, message }) => `${rule}: ${message.split(': ').slice(1).join(': ')}`,
  )

describe('a table follows its contract', () => {
  test('wider types, new and renamed columns keep what is there', async () => {
    const { lake, read } = await lakeWith(await contract([id, note]))
    const now = await contract(
      [
        { name: 'id', type: 'long' },
        { name: 'remark', aliases: ['note'], type: ['null', 'string'], default: null },
        { name: 'channel', type: ['null', 'string'], default: null },
      ],
      { version: '1.1.0' },
    )
    const { changes } = await evolveTable(lake, now, [], TO)
    expect(changes.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'widened id',
      'renamed remark',
      'added channel',
    ])
    expect((await read(KEY)).rows).toEqual([{ id: '1', remark: null, channel: null }])
    expect(await found(lake, now)).toEqual([])
    const { hash } = await loadTable(lake, 'main', KEY)
    expect((await evolveTable(lake, now, [], TO)).table.hash).toBe(hash)
  })

  // biome-ignore format: one row a case
  const refused: [what: string, columns: Parameters<typeof contract>[0], level: string, message: string][] = [
    ['a new required column',             [id, note, { name: 'channel', type: 'string' }], 'NONE',     'channel is new and required'],
    ['what the level forbids: backward',  [id, note, { name: 'channel', type: 'string' }], 'BACKWARD', 'the contract is BACKWARD, and it cannot read rows of 1.0.0'],
    ['what the level forbids: forward',   [note],                                         'FORWARD',  'the contract is FORWARD, and readers of 1.0.0 cannot read it'],
    ['another type',                      [{ name: 'id', type: 'string' }, note],          'NONE',     'id is a int in the table and a string in the contract'],
    ['an optional column made required',  [id, { name: 'note', type: 'string' }],          'NONE',     'note becomes required'],
  ]
  test.for(refused)('%s is refused before a byte is written', async ([, columns, compatibility, message]) => {
    const { lake } = await lakeWith(await contract([id, note]))
    const { metadata, hash } = await loadTable(lake, 'main', KEY)
    const files = () => readdirSync(pathOf(metadata.location), { recursive: true }).sort()
    const before = files()
    const now = await contract(columns, { version: '2.0.0', compatibility })
    await expect(evolveTable(lake, now, [], TO)).rejects.toThrow(message)
    expect([files(), (await lake.catalog.reference('main'))?.hash]).toEqual([before, hash])
  })

  test('another partitioning that the contract forbids is refused, and so is dropping a column that any file is partitioned by', async () => {
    const by = [{ column: 'id', transform: { kind: 'identity' } }] as const
    const other = [{ column: 'id', transform: { kind: 'bucket', buckets: 4 }, isFixed: true }] as const
    const made = await contract([id, note])
    const { lake } = await lakeWith(made, by)
    await expect(evolveTable(lake, made, other, TO)).rejects.toThrow(
      'partitioned by identity(id), the contract asks for bucket[4](id), and forbids to change it',
    )
    await expect(evolveTable(lake, await contract([note]), by, TO)).rejects.toThrow(
      'the table is partitioned by id: it cannot go',
    )
    await evolveTable(lake, made, [], TO)
    await expect(evolveTable(lake, await contract([note]), [], TO)).rejects.toThrow(
      'the table is partitioned by id: it cannot go',
    )
  })

  test('another partitioning: files keep theirs, each is pruned by its own, and the way back gives the spec of before', async () => {
    const columns = [id, { name: 'region', type: ['null', 'string'], default: null }] as const
    const made = await contract(columns)
    const byRegion = [{ column: 'region', transform: { kind: 'identity' } }] as const
    const byBoth = [{ column: 'id', transform: { kind: 'truncate', width: 10 } }, ...byRegion] as const
    const opened = await openLake(join(folder, String(++count)))
    const { lake, change, read } = opened
    await createTableFor(lake, made, byRegion, TO)
    const rows = (from: number) =>
      `SELECT i AS id, CASE WHEN i % 2 = 0 THEN 'br' ELSE 'pt' END AS region FROM range(${from}, ${from + 20}) t(i)`
    await change(KEY, rows(0))
    expect((await checkTables(lake, 'main', [{ contract: made, partitionBy: byBoth }])).findings).toMatchObject([
      {
        rule: 'table-behind-contract',
        message: expect.stringContaining('the contract asks for truncate[10](id), identity(region)'),
      },
    ])
    const { changes, table } = await evolveTable(lake, made, byBoth, TO)
    expect(changes.map(({ kind }) => kind)).toEqual(['partitioned'])
    // Table specification, "Partition Evolution": the same transform of the same column keeps its id, a new field gets the next one.
    expect(table.metadata.specs.map(({ specId, fields }) => [specId, fields.map(({ fieldId }) => fieldId)])).toEqual([
      [0, [1000]],
      [1, [1001, 1000]],
    ])
    expect(table.content.specId).toBe(1)
    await change(KEY, rows(20))
    // By hand: two files by region, then four by tens and region. Without bounds of ids in the way: all ids of 20..29 are in two of the four.
    const { scan, rows: found } = await read(KEY, "region = 'br' and id >= 30", 'id')
    expect(found.map(({ id }) => Number(id))).toEqual([30, 32, 34, 36, 38])
    expect([scan.files.length, scan.all.files]).toEqual([1, 6])
    expect((await read(KEY, "region = 'pt'")).scan.files.map(({ specId }) => specId).sort()).toEqual([0, 1, 1])
    const all = { branch: 'main', key: KEY, message: 'delete', ...AUTHOR }
    expect(await deleteRows(lake, opened, all, parseFilter('id in (1, 21)'), { dryRun: false })).toMatchObject({
      rows: 2n,
    })
    expect((await read(KEY)).rows).toHaveLength(38)
    const back = await evolveTable(lake, made, byRegion, TO)
    expect([back.table.metadata.spec.specId, back.table.metadata.specs.length]).toEqual([0, 2])
    await change(KEY, rows(40))
    expect((await read(KEY)).rows).toHaveLength(58)
    expect((await read(KEY, "region = 'br'")).rows).toHaveLength(30)
  })
})

describe('drift', () => {
  // biome-ignore format: one row a case
  const changes: [what: string, change: (fields: readonly NestedField[]) => readonly NestedField[], found: string[]][] = [
    ['a column more',      (all) => [...all, { id: 99, name: 'extra', required: false, type: { kind: 'string' } }], ['table-drift: extra is no field of the contract']],
    ['a column less',      ([first]) => [first!],                                          ['table-drift: note is missing']],
    ['a column renamed',   ([first, second]) => [first!, { ...second!, name: 'remark' }],  ['table-drift: note is missing', 'table-drift: remark is no field of the contract']],
    ['a wider column',     ([first, second]) => [{ ...first!, type: { kind: 'long' } }, second!], ['table-drift: id is a long in the table and a int in the contract: the values cannot be read so']],
    ['nothing but order',  ([first, second]) => [second!, first!],                         []],
  ]
  test.for(changes)('by another engine is said: %s', async ([, change, expected]) => {
    const made = await contract([id, note])
    const { lake } = await lakeWith(made)
    await alter(lake, change)
    expect(await found(lake, made)).toEqual(expected)
  })

  test('a contract that went on is no drift: the table is behind, or cannot follow', async () => {
    const { lake } = await lakeWith(await contract([id]))
    expect(await found(lake, await contract([id, note]))).toEqual([
      'table-behind-contract: the contract has a new note: string',
    ])
    expect(await found(lake, await contract([{ name: 'id', type: 'string' }], { compatibility: 'NONE' }))).toEqual([
      'table-beyond-contract: id is a int in the table and a string in the contract: the values cannot be read so',
    ])
  })

  test('a table that another engine took to a later format is drift, and the others are held against their contracts all the same', async () => {
    const made = await contract([id])
    const { lake } = await lakeWith(made)
    const { content, metadata } = await loadTable(lake, 'main', KEY)
    const metadataLocation = `${metadata.location}/metadata/v3.metadata.json`
    const text = JSON.stringify({ 'format-version': 3 })
    await lake.files.write(metadataLocation, new TextEncoder().encode(text))
    const { hash } = (await lake.catalog.reference('main'))!
    const put = (key: readonly string[], id?: string) => ({
      kind: 'put' as const,
      key,
      content: { ...content, metadataLocation },
      ...(id !== undefined && { id }),
    })
    const operations = [put(KEY, content.id), put(['bronze', 'other'])]
    await lake.catalog.commit({ ...TO, expected: hash, operations })
    const { findings, tables } = await checkTables(lake, 'main', [{ contract: made, partitionBy: [] }])
    expect(tables).toBe(2)
    expect(findings.map(({ rule, message }) => [rule, message.includes('format version 3')])).toEqual([
      ['table-drift', true],
      ['table-without-contract', false],
    ])
  })

  test('a table without a contract and a contract without a table are said', async () => {
    const { lake } = await lakeWith(await contract([id]))
    const rules = async (contracts: Parameters<typeof checkTables>[2]) =>
      (await checkTables(lake, 'main', contracts)).findings.map(({ rule }) => rule)
    expect(await rules([])).toEqual(['table-without-contract'])
    const other = { ...(await contract([id])), name: 'bronze.other' }
    expect(await rules([{ contract: other, partitionBy: [] }])).toEqual(['table-missing', 'table-without-contract'])
  })
})

test('partitions come from the document, in the order of partitionKeyPosition, and whether they may change', () => {
  const properties = [
    { name: 'region', partitioned: true, partitionKeyPosition: 2 },
    {
      name: 'at',
      partitioned: true,
      partitionKeyPosition: 1,
      customProperties: [{ property: 'partitionTransform', value: 'day' }],
    },
    { name: 'id' },
  ]
  const document = { schema: [{ properties }] } as unknown as Pick<OdcsDocument, 'schema'>
  expect(partitionsOf(document)).toEqual([
    { column: 'at', transform: { kind: 'day' } },
    { column: 'region', transform: { kind: 'identity' } },
  ])
  const odd = {
    schema: [
      {
        properties: [
          { name: 'at', partitioned: true, customProperties: [{ property: 'partitionTransform', value: 'dayly' }] },
        ],
      },
    ],
  }
  expect(() => partitionsOf(odd as unknown as Pick<OdcsDocument, 'schema'>)).toThrow(
    '"dayly" is no way to partition by at',
  )
})

test('a column that must stay a partition and is none any more is refused: its table would be repartitioned', () => {
  const fixed = (name: string) => ({ name, customProperties: [{ property: 'partitionEvolution', value: 'forbidden' }] })
  const of = (...properties: readonly object[]) =>
    partitionsOf({ schema: [{ properties }] } as unknown as Pick<OdcsDocument, 'schema'>)
  expect(of({ ...fixed('at'), partitioned: true }, { name: 'id' })).toMatchObject([{ column: 'at', isFixed: true }])
  expect(() => of(fixed('at'), { name: 'id' })).toThrow('at has partitionEvolution: forbidden, and is not partitioned')
  expect(() => of(fixed('at'), { name: 'id', partitioned: true })).toThrow('at has partitionEvolution')
})
