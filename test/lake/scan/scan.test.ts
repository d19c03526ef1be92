import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pathOf } from '../../../src/adapters/table-files/disk.ts'
import { nextMetadata } from '../../../src/lake/iceberg/metadata.ts'
import { parseTransform } from '../../../src/lake/iceberg/partition-spec.ts'
import { schemaJson } from '../../../src/lake/iceberg/schema-json.ts'
import type { IcebergType, NestedField } from '../../../src/lake/iceberg/types.ts'
import { scanTable } from '../../../src/lake/scan/scan.ts'
import { commitTable, createTable, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, column, everyType, everyTypeRows, openLake } from '../table/lake.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-scan-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let opened: Awaited<ReturnType<typeof openLake>>
beforeAll(async () => {
  opened = await openLake(folder)
})

// Four files of ten rows each: ids 0–9, 10–19, 20–29, 30–39; at = 1969-12-31 20:00 + id hours; day = 1969-12-30 + id days; amount = id × 1.01;
// region null where id % 5 = 0, "a/b é" where 1, else "br".
// biome-ignore format: one row a case
const filters: [filter: string, rows: number, files: number][] = [
  ['id >= 0',                                                40, 4],
  ['id >= 25',                                               15, 2],
  ['id = 12',                                                 1, 1],
  ['id < 10',                                                10, 1],
  ['id <= 10',                                               11, 2],
  ['id > 39',                                                 0, 0],
  ['id in (3, 33)',                                           2, 2],
  ['id <> 3',                                                39, 4],
  ['amount < 10.10',                                         10, 1],
  ['amount = 10.1',                                           1, 1],
  ["day >= '1970-02-01'",                                     7, 1],
  ["at < '1970-01-01'",                                       4, 1],
  ["at >= '1970-01-02T00:00:00Z' and at < '1970-01-02T02:00:00+00:00'", 2, 1],
  ["region = 'zz'",                                           0, 0],
  ["region = 'br'",                                          24, 4],
  ['region is null',                                          8, 4],
  ['id is null',                                              0, 0],
  ['point.x < 10 or id = 39',                                11, 2],
  ["(id < 10 or id >= 30) and region = 'br'",                12, 2],
  ["local = '2020-02-29 23:59:59.999999'",                   40, 4],
  ["clock > '10:00:00.5'",                                    0, 0],
  ['is_even = true',                                         20, 4],
  ["ref = '00000000-0000-4000-8000-000000000007'",            1, 4],
  ['big >= 30000000000000000000.000000000',                  10, 1],
  ['ratio < 5',                                              10, 1],
]

describe('bounds of files', () => {
  beforeAll(async () => {
    await createTable(opened.lake, {
      branch: 'main',
      key: ['b', 'bounds'],
      columns: everyType,
      partitionBy: [],
      message: 'create',
      ...AUTHOR,
    })
    for (let i = 0; i < 40; i += 10) await opened.change(['b', 'bounds'], everyTypeRows(i, i + 10))
  })

  test.for(filters)('%s: every row, and only the files that may have one', async ([filter, rows, files]) => {
    const { scan, rows: found } = await opened.read(['b', 'bounds'], filter, 'id')
    expect([found.length, scan.files.length, scan.all.files]).toEqual([rows, files, 4])
  })

  test('the rows are those that DuckDB finds without any pruning', async () => {
    for (const [filter] of filters) {
      const { rows } = await opened.read(['b', 'bounds'], filter, 'id')
      const sql = filter
        .replaceAll(/\bat\b/g, '"at"')
        .replaceAll('+00:00', '')
        .replaceAll(/(\d)T(\d\d:\d\d:\d\d)Z?/g, '$1 $2')
      const all = await opened.reader.rows(`SELECT id FROM (${everyTypeRows(0, 40)}) WHERE ${sql} ORDER BY id`)
      expect([filter, rows.map(({ id }) => id)]).toEqual([filter, all.map(({ id }) => id)])
    }
  })
})

// biome-ignore format: one row a case
const partitions: [transform: string, filter: string, rows: number, files: number, manifests: number][] = [
  ['identity(region)',   "region = 'br'",                         24, 2, 2],
  ['identity(region)',   'region is null',                         8, 2, 2],
  ['identity(region)',   "region <> 'br'",                         8, 4, 2],
  ['identity(region)',   "region > 'br'",                          0, 0, 0],
  ['day(at)',            "at < '1970-01-01'",                      4, 1, 1],
  ['day(at)',            "at = '1970-01-01T00:00:00Z'",            1, 1, 2],
  ['hour(at)',           "at >= '1970-01-02T11:00:00Z'",           1, 1, 1],
  ['month(day)',         "day < '1970-01-01'",                     2, 1, 1],
  ['truncate[7](id)',    'id = 13',                                1, 1, 1],
  ['bucket[4](id)',      'id = 13',                                1, 1, 2],
  ['bucket[4](id)',      'id < 1',                                 1, 1, 2],
]
describe('partitions', () => {
  test.for(partitions)('%s, %s: whole manifests are passed over', async ([by, filter, rows, files, manifests]) => {
    const [, transform = '', source = ''] = /^(.+)\((.+)\)$/.exec(by) ?? []
    const key = ['b', by.replaceAll(/\W/g, '_')]
    const has = await opened.lake.catalog.content('main', key)
    if (has === undefined) {
      const partitionBy = [{ column: source, transform: parseTransform(transform) }]
      await createTable(opened.lake, {
        branch: 'main',
        key,
        columns: everyType,
        partitionBy,
        message: 'create',
        ...AUTHOR,
      })
      await opened.change(key, everyTypeRows(0, 20))
      await opened.change(key, everyTypeRows(20, 40))
    }
    const { scan, rows: found } = await opened.read(key, filter, 'id')
    expect([found.length, scan.files.length, scan.manifestsRead]).toEqual([rows, files, manifests])
  })
})

describe('columns that have changed', () => {
  test('inner columns are found by id: renamed, new, wider, dropped and back again', async () => {
    const key = ['b', 'inner']
    const columns = [
      column('id', { kind: 'long' }, true),
      column('point', { kind: 'struct', fields: [column('x', { kind: 'int' }), column('label', { kind: 'string' })] }),
      column('lines', {
        kind: 'list',
        element: { kind: 'struct', fields: [column('sku', { kind: 'string' })] },
        elementRequired: false,
      }),
      column('rates', {
        kind: 'map',
        value: { kind: 'struct', fields: [column('v', { kind: 'int' })] },
        valueRequired: false,
      }),
    ]
    await createTable(opened.lake, { branch: 'main', key, columns, partitionBy: [], message: 'create', ...AUTHOR })
    await opened.change(
      key,
      `SELECT 1 AS id, {x: 5, label: 'old'} AS point, [{sku: 'A'}] AS lines, map {'k': {v: 7}} AS rates
      UNION ALL SELECT 2, NULL, NULL, NULL`,
    )
    // x becomes a long and is called east; label goes, and another column takes its name; sku is called code, beside a new amount; v is a long.
    await commitTable(opened.lake, 'main', key, { message: 'evolve', ...AUTHOR }, async ({ metadata, content }) => {
      const [id, point, lines, rates] = metadata.schema.fields as [NestedField, NestedField, NestedField, NestedField]
      const inner = (type: IcebergType) => (type as { readonly fields: readonly NestedField[] }).fields
      const [x] = inner(point.type) as [NestedField]
      const list = lines.type as Extract<IcebergType, { kind: 'list' }>
      const map = rates.type as Extract<IcebergType, { kind: 'map' }>
      const [sku] = inner(list.element) as [NestedField]
      const [v] = inner(map.value) as [NestedField]
      const long = { kind: 'long' } as const
      const fields: NestedField[] = [
        id,
        {
          ...point,
          type: {
            kind: 'struct',
            fields: [
              { id: 100, name: 'label', required: false, type: { kind: 'string' } },
              { ...x, name: 'east', type: long },
            ],
          },
        },
        {
          ...lines,
          type: {
            ...list,
            element: {
              kind: 'struct',
              fields: [
                { ...sku, name: 'code' },
                { id: 101, name: 'amount', required: false, type: long },
              ],
            },
          },
        },
        { ...rates, type: { ...map, value: { kind: 'struct', fields: [{ ...v, type: long }] } } },
      ]
      const schema = schemaJson({ kind: 'struct', schemaId: 1, identifierFieldIds: [], fields })
      const changes = { schemas: [schemaJson(metadata.schema), schema], 'current-schema-id': 1, 'last-column-id': 101 }
      return nextMetadata(metadata, content.metadataLocation, changes, Date.now())
    })
    await opened.change(
      key,
      `SELECT 3 AS id, {label: 'new', east: 3000000000} AS point, [{code: 'B', amount: 2}] AS lines, map {'k': {v: 8}} AS rates`,
    )
    const { rows } = await opened.read(key, undefined, 'id')
    expect(rows).toEqual([
      {
        id: '1',
        point: { label: null, east: '5' },
        lines: [{ code: 'A', amount: null }],
        rates: [{ key: 'k', value: { v: '7' } }],
      },
      { id: '2', point: null, lines: null, rates: null },
      {
        id: '3',
        point: { label: 'new', east: '3000000000' },
        lines: [{ code: 'B', amount: '2' }],
        rates: [{ key: 'k', value: { v: '8' } }],
      },
    ])
    expect((await opened.read(key, "point.label = 'old'")).rows).toEqual([])
    expect((await opened.read(key, 'point.east = 5')).rows.map(({ id }) => id)).toEqual(['1'])
  })

  test('a file without field ids is refused by name', async () => {
    const key = ['b', 'bare']
    await createTable(opened.lake, {
      branch: 'main',
      key,
      columns: [column('id', { kind: 'long' })],
      partitionBy: [],
      message: 'create',
      ...AUTHOR,
    })
    await opened.change(key, 'SELECT 1 AS id')
    const { metadata } = await loadTable(opened.lake, 'main', key)
    const [file] = (await scanTable(opened.lake, metadata)).files
    await opened.connection.run(`COPY (SELECT 2::BIGINT AS id) TO '${pathOf(file?.file.path ?? '')}' (FORMAT parquet)`)
    await expect(opened.read(key)).rejects.toThrow(/field/)
  })
})
