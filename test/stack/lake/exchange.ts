import { parseTransform } from '../../../src/lake/iceberg/partition-spec.ts'
import { parseFilter } from '../../../src/lake/scan/filter.ts'
import { scanTable } from '../../../src/lake/scan/scan.ts'
import { liveEntries } from '../../../src/lake/table/snapshot.ts'
import { createTable, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, type openLake } from '../../lake/table/lake.ts'
import type { ColumnOf, Engine, Found, Partition, Where } from './engine.ts'
import type { Matrix } from './matrix.ts'
import { rowsSql, textSql } from './own-sql.ts'
import { canonicalValue, columnsOf, expected, labelOf, ROWS, SECOND_FILE, sampleOf, wanted } from './samples.ts'

export type OwnLake = Awaited<ReturnType<typeof openLake>>

/** Columns of one table, all partitioned by the same transform, or none. */
export interface Group {
  readonly name: string
  readonly columns: readonly string[]
  readonly transform?: string
}

const FIRST = range(0, SECOND_FILE)
const SECOND = range(SECOND_FILE, ROWS)
const ALL = range(0, ROWS)

/** One group of columns between dq and one engine: seven cells a column. */
export async function exchange(own: OwnLake, engine: Engine, group: Group, matrix: Matrix): Promise<void> {
  const { name, columns: names, transform } = group
  const prefix = `${engine.name.toLowerCase()}_${name}`
  const [ours, theirs] = [`${prefix}_ours`, `${prefix}_theirs`]
  const rowOf = (column: string) =>
    transform === undefined ? labelOf(sampleOf(column)) : `${transform}(${labelOf(sampleOf(column))})`
  const labels = names.map(rowOf)
  const columns: readonly ColumnOf[] = [
    { name: 'id', type: { kind: 'long' } },
    ...names.map((one) => ({ name: one, type: sampleOf(one).type })),
  ]
  const partitions = transform === undefined ? [] : names.map((one): Partition => [one, transform])
  const tried = (what: string, work: Parameters<Matrix['tried']>[3]) => matrix.tried(engine.name, what, labels, work)

  const partitionBy = partitions.map(([column, text]) => ({ column, transform: parseTransform(text) }))
  const written = await tried('dq writes', async () => {
    await createTable(own.lake, {
      branch: 'main',
      key: ['bronze', ours],
      columns: columnsOf(names),
      partitionBy,
      message: 'create',
      ...AUTHOR,
    })
    for (const rows of [FIRST, SECOND]) await own.change(['bronze', ours], rowsSql(names, rows))
    return () => undefined
  })
  if (!written) return

  const same = (found: Found, rows: readonly [row: number, id: number][]) => (_: string, place: number) =>
    difference(
      rows.map(([row, id]) => [String(id), expected(names[place]!, row)]),
      found.rows.map((row) => [row[0], row[place + 1]]),
    )
  /** Asks a reader for the rows of a value in each column; `all` files are there. */
  const filtered = (what: string, all: number, shifts: readonly number[], read: (where: Where) => Promise<Found>) =>
    each(matrix, engine.name, what, names, rowOf, async (column) => {
      const where = whereOf(column, transform)
      const hits = ALL.filter((row) => matches(column, row, where))
      const found = await read(where)
      const ids = shifts.flatMap((shift) => hits.map((row) => String(row + shift)))
      const got = difference(
        [...ids].sort(byNumber),
        found.rows.map(([id]) => String(id)),
      )
      if (got !== undefined) return got
      return found.files < all ? undefined : `all ${all} files are read`
    })

  const filesOf = async (table: string) =>
    (await liveEntries(own.lake, (await loadTable(own.lake, 'main', ['bronze', table])).metadata)).length
  await tried('reads ours', async () =>
    same(
      await engine.read(ours, columns),
      ALL.map((row) => [row, row]),
    ),
  )
  await filtered('filters ours', await filesOf(ours), [0], (where) => engine.read(ours, columns, where))
  await tried('appends to ours', async () => {
    await engine.append(ours, columns, ours, 0, SECOND_FILE, 100)
    const found = await readOwn(own, ours, columns)
    const before = await partitionsOf(own, ours)
    const compare = same(found, [
      ...ALL.map((row): [number, number] => [row, row]),
      ...FIRST.map((row): [number, number] => [row, row + 100]),
    ])
    return (row, place) =>
      compare(row, place) ?? (transform === undefined ? undefined : samePartition(before, place, FIRST, 100))
  })

  const created = await tried('dq reads', async () => {
    await engine.create(theirs, columns, partitions, ours)
    await engine.append(theirs, columns, ours, 0, SECOND_FILE, 0)
    await engine.append(theirs, columns, ours, SECOND_FILE, ROWS, 0)
    const found = await readOwn(own, theirs, columns)
    const [mine, other] = [await partitionsOf(own, ours), await partitionsOf(own, theirs)]
    const compare = same(
      found,
      ALL.map((row) => [row, row]),
    )
    return (row, place) =>
      compare(row, place) ??
      (transform === undefined
        ? undefined
        : difference(
            ALL.map((id) => mine(place, id)),
            ALL.map((id) => other(place, id)),
          ))
  })
  if (!created) return
  await filtered('dq filters', await filesOf(theirs), [0], (where) => readOwn(own, theirs, columns, where))
  await tried('dq appends', async () => {
    await own.change(['bronze', theirs], `SELECT * REPLACE (id + 200 AS id) FROM (${rowsSql(names, ALL)})`)
    const found = await engine.read(theirs, columns)
    const wrong = new Map<string, string>()
    const all = await filesOf(theirs)
    for (const column of names.filter(isFiltered)) {
      const where = whereOf(column, transform)
      const hits = ALL.filter((row) => matches(column, row, where))
      const { rows, files } = await engine.read(theirs, columns, where)
      const ids = [...hits, ...hits.map((row) => row + 200)].map(String)
      const text = difference(
        ids,
        rows.map(([id]) => String(id)),
      )
      if (text !== undefined) wrong.set(column, text)
      else if (files >= all) wrong.set(column, `all ${all} files are read`)
    }
    const compare = same(found, [
      ...ALL.map((row): [number, number] => [row, row]),
      ...ALL.map((row): [number, number] => [row, row + 200]),
    ])
    return (row, place) => compare(row, place) ?? wrong.get(names[place]!)
  })
}

async function each(
  matrix: Matrix,
  engine: string,
  what: string,
  names: readonly string[],
  rowOf: (column: string) => string,
  work: (column: string) => Promise<string | undefined>,
): Promise<void> {
  for (const column of names) {
    if (!isFiltered(column)) matrix.none(engine, what, rowOf(column))
    else
      await matrix.tried(engine, what, [rowOf(column)], async () => {
        const text = await work(column)
        return () => text
      })
  }
}

const isFiltered = (column: string): boolean =>
  sampleOf(column).odd === undefined && !['struct', 'list', 'map'].includes(sampleOf(column).type.kind)

const whereOf = (column: string, transform: string | undefined): Where => {
  const { type } = sampleOf(column)
  // Engines order uuids in different ways; buckets know equality only.
  // NaN is above every number for one engine, and for another below; bounds often do not say whether there is one.
  const isEqual = ['uuid', 'boolean', 'float', 'double'].includes(type.kind)
  const comparison = transform !== undefined || isEqual ? '=' : '>='
  return { column, comparison, type, value: wanted(column) }
}

/** The samples ascend, so a row's place says how its value compares. */
const matches = (column: string, row: number, { comparison, value }: Where): boolean =>
  expected(column, row) !== null && (comparison === '>=' ? row >= SECOND_FILE : sampleOf(column).values[row] === value)

/** A table by dq's own reader. */
export async function readOwn(
  own: OwnLake,
  table: string,
  columns: readonly ColumnOf[],
  where?: Where,
): Promise<Found> {
  const { metadata } = await loadTable(own.lake, 'main', ['bronze', table])
  const filter = where && parseFilter(`${where.column} ${where.comparison} '${where.value.replaceAll("'", "''")}'`)
  const scan = await scanTable(own.lake, metadata, filter)
  const { sql } = await own.reader.source(scan)
  const list = columns.map(({ name, type }, i) => `${textSql(`rows."${name}"`, type)} AS c${i}`).join(', ')
  const rows = await own.reader.rows(`SELECT ${list} FROM (${sql}) AS rows ORDER BY rows.id`)
  return {
    files: scan.files.length,
    rows: rows.map((row) =>
      columns.map(({ type }, i) => {
        const text = row[`c${i}`]
        return canonicalValue(text === null || text === undefined ? null : JSON.parse(String(text)), type)
      }),
    ),
  }
}

/** The partition value that manifests give for the row with an id, by the place of the partition in the spec. */
async function partitionsOf(own: OwnLake, table: string): Promise<(place: number, id: number) => unknown> {
  const { metadata } = await loadTable(own.lake, 'main', ['bronze', table])
  const values = new Map<string, unknown>()
  for (const { file, specId } of await liveEntries(own.lake, metadata)) {
    const spec = metadata.specs.find((one) => one.specId === specId) ?? metadata.spec
    const path = await own.lake.files.local(file.path)
    const rows = await own.reader.rows(`SELECT id::VARCHAR AS id FROM read_parquet('${path.replaceAll("'", "''")}')`)
    for (const { id } of rows)
      spec.fields.forEach(({ fieldId }, place) => {
        values.set(`${place} ${id}`, plain(file.partition.get(fieldId)))
      })
  }
  return (place, id) => values.get(`${place} ${id}`)
}

const plain = (value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value === null ? null : String(value)

const samePartition = (
  of: (place: number, id: number) => unknown,
  place: number,
  rows: readonly number[],
  shift: number,
) =>
  difference(
    rows.map((row) => of(place, row)),
    rows.map((row) => of(place, row + shift)),
  )

/** The first difference, in words. */
export function difference(expected: readonly unknown[], found: readonly unknown[]): string | undefined {
  const [wanted, got] = [expected, found].map((rows) => rows.map((row) => JSON.stringify(row)))
  if (wanted!.length !== got!.length) return `${got!.length} rows, expected ${wanted!.length}: ${got!.join(' ')}`
  const place = wanted!.findIndex((row, i) => row !== got![i])
  return place < 0 ? undefined : `row ${place} is ${got![place]}, expected ${wanted![place]}`
}

const byNumber = (a: string, b: string) => Number(a) - Number(b)

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}
