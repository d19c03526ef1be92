import { createTableFor } from '../../../src/lake/contract/create-table.ts'
import { evolveTable } from '../../../src/lake/contract/evolve-table.ts'
import { parseTransform } from '../../../src/lake/iceberg/partition-spec.ts'
import { parseFilter } from '../../../src/lake/scan/filter.ts'
import { compactTable } from '../../../src/lake/table/compact.ts'
import { deleteRows } from '../../../src/lake/table/delete-rows.ts'
import { expireSnapshots } from '../../../src/lake/table/expire.ts'
import { commitTable, createTable, loadTable } from '../../../src/lake/table/table.ts'
import { contract } from '../../lake/contract/contract.ts'
import { AUTHOR, column } from '../../lake/table/lake.ts'
import type { ColumnOf, Engine, Where } from './engine.ts'
import { difference, type OwnLake, readOwn } from './exchange.ts'
import type { Matrix } from './matrix.ts'

/** An engine's words for changing rows and files of a table that dq made; undefined where it has none. */
export interface Changing extends Engine {
  /** Rows of the table as it was at a snapshot. */
  readAt(table: string, columns: readonly ColumnOf[], snapshot: bigint): Promise<readonly (readonly unknown[])[]>
  /** Rows of the table as another branch has it. */
  readonly readOnBranch?: (
    table: string,
    columns: readonly ColumnOf[],
    branch: string,
  ) => Promise<readonly (readonly unknown[])[]>
  /** By label of a row of the matrix, in order; each leaves its rows as `ROWS_AFTER` says. */
  readonly changes: Readonly<Partial<Record<ChangeLabel, (table: string) => Promise<unknown>>>>
  /** Partitioning by day(at) becomes month(at) and bucket[4](word). */
  repartition(table: string): Promise<unknown>
}

type ChangeLabel = keyof typeof ROWS_AFTER

/** Ids and words of what is left, after each change behind the one before. */
// biome-ignore format: one row a change
const ROWS_AFTER = {
  'rows deleted':                  ['0 a', '2 c', '3 d', '4 e', '5 f'],
  'rows updated':                  ['0 a', '2 new', '3 d', '4 e', '5 f'],
  'rows merged':                   ['0 a', '2 new', '4 merged', '5 f', '9 fresh'],
  'files compacted':               ['0 a', '2 new', '4 merged', '5 f', '9 fresh'],
  'manifests written again':       ['0 a', '2 new', '4 merged', '5 f', '9 fresh'],
  'snapshots expired':             ['0 a', '2 new', '4 merged', '5 f', '9 fresh'],
} as const

const columns: readonly ColumnOf[] = [
  { name: 'id', type: { kind: 'long' }, required: true },
  { name: 'word', type: { kind: 'string' } },
  { name: 'at', type: { kind: 'timestamptz' } },
]
const WORDS = ['a', 'b', 'c', 'd', 'e', 'f']
/** Three a month, so day(at) has a file for each row, in which the others cannot be. */
const rowSql = (id: number, word: string) =>
  `SELECT ${id}::BIGINT AS id, '${word}' AS word, TIMESTAMPTZ '2024-0${1 + Math.floor((id % 6) / 3)}-1${id % 6} 12:00:00+00' AS "at"`
const rowsSql = (ids: readonly number[]) => ids.map((id) => rowSql(id, WORDS[id % 6]!)).join(' UNION ALL ')
const told = (rows: readonly (readonly unknown[])[]): readonly string[] => rows.map(([id, word]) => `${id} ${word}`)
const TO = { branch: 'main', ...AUTHOR } as const

/** Rows and files changed by dq and by an engine in turn, on one table. */
export async function changeInTurn(own: OwnLake, engine: Changing, matrix: Matrix): Promise<void> {
  const table = `${engine.name.toLowerCase()}_changed`
  const key = ['bronze', table]
  const mine = async () => (await readOwn(own, table, columns)).rows
  const theirs = async () => (await engine.read(table, columns)).rows
  const one = (what: string, row: string, work: () => Promise<string | undefined>) =>
    matrix.tried(engine.name, what, [row], async () => {
      const text = await work()
      return () => text
    })
  const load = () => loadTable(own.lake, 'main', key)

  await createTable(own.lake, {
    ...TO,
    key,
    columns: columns.map(({ name, type, required = false }) => column(name, type, required)),
    partitionBy: [],
    message: 'create',
  })
  await own.change(key, rowsSql([0, 1, 2, 3]))
  const first = (await load()).metadata.current!.id
  await own.change(key, rowsSql([4, 5]))

  await one('reads ours', 'as it was at a snapshot', async () =>
    difference(['0 a', '1 b', '2 c', '3 d'], told(await engine.readAt(table, columns, first))),
  )
  const { readOnBranch } = engine
  if (readOnBranch !== undefined)
    await one('reads ours', 'on another branch', async () => {
      const branch = `dev_${engine.name.toLowerCase()}`
      const head = await own.lake.catalog.reference('main')
      await own.lake.catalog.createReference({ kind: 'branch', name: branch, hash: head!.hash })
      await own.change(key, rowsSql([6]), { branch })
      return (
        difference(
          ['0 a', '1 b', '2 c', '3 d', '4 e', '5 f', '6 a'],
          told(await readOnBranch(table, columns, branch)),
        ) ?? difference(['0 a', '1 b', '2 c', '3 d', '4 e', '5 f'], told(await theirs()))
      )
    })

  let rows: readonly string[] = WORDS.map((word, id) => `${id} ${word}`)
  for (const [label, change] of Object.entries(engine.changes)) {
    await one('dq reads', label, async () => {
      await change(table)
      const { current } = (await load()).metadata
      const deletes = Number(current?.summary['total-position-deletes'] ?? 0)
      if (label.startsWith('rows') && !engine.name.startsWith('pyiceberg') && deletes === 0)
        return 'no row was deleted by position'
      if (label === 'files compacted' && deletes > 0) return `${deletes} rows are still deleted by position`
      rows = ROWS_AFTER[label as ChangeLabel]
      return difference(rows, told(await mine()))
    })
    const where: Where = { column: 'id', comparison: '>=', type: { kind: 'long' }, value: '4' }
    await one('dq filters', label, async () =>
      difference(
        rows.filter((row) => row >= '4'),
        told((await readOwn(own, table, columns, where)).rows),
      ),
    )
  }

  await one('dq appends', 'behind all that', async () => {
    await own.change(key, rowsSql([12]))
    rows = [...rows, '12 a']
    return difference(rows, told(await theirs()))
  })
  const delete_ = engine.changes['rows deleted']
  await one('reads ours', 'rows that dq deleted, beside deletes by position', async () => {
    await own.change(key, rowSql(1, 'b'))
    await delete_?.(table)
    await deleteRows(own.lake, own, { ...TO, key, message: 'delete' }, parseFilter("word = 'fresh' or id = 0"), {
      dryRun: false,
    })
    rows = rows.filter((row) => row !== '9 fresh' && row !== '0 a')
    return difference(rows, told(await theirs())) ?? difference(rows, told(await mine()))
  })
  await one('reads ours', 'files that dq compacted', async () => {
    for (const id of [13, 14]) await own.change(key, rowsSql([id]))
    rows = [...rows, '13 b', '14 c']
    const done = await compactTable(own.lake, own, { ...TO, key, message: 'compact' }, { target: 1_000_000n, least: 2 })
    if (done === undefined) return 'nothing was compacted'
    return difference(rows, told(await theirs())) ?? difference(rows, told(await mine()))
  })
  await one('reads ours', 'snapshots that dq expired', async () => {
    const now = Date.now() + 1000
    await commitTable(own.lake, 'main', key, { ...AUTHOR, message: 'expire' }, async ({ metadata, content }) =>
      expireSnapshots(metadata, content.metadataLocation, { before: now, keep: 1, now }),
    )
    const { metadata } = await load()
    if (metadata.snapshots.length > 2) return `${metadata.snapshots.length} snapshots are left`
    return difference(rows, told(await theirs()))
  })
  await one('appends to ours', 'behind all that', async () => {
    await engine.append(table, columns, table, 13, 15, 100)
    rows = [...rows, '113 b', '114 c']
    return difference(rows, told(await mine()))
  })
}

/** Partitioning that dq changes, by the contract. */
export async function repartitionOwn(own: OwnLake, engine: Engine, matrix: Matrix): Promise<void> {
  const table = `${engine.name.toLowerCase()}_partitioning_ours`
  const ROW = 'identity(string) becomes bucket[4](string), by dq'
  const fields = [
    { name: 'id', type: 'long' },
    { name: 'word', type: ['null', 'string'], default: null },
  ] as const
  const agreed = { ...(await contract(fields)), name: `bronze.${table}` }
  const by = (transform: string) => [{ column: 'word', transform: parseTransform(transform) }]
  const known = columns.slice(0, 2)
  await createTableFor(own.lake, agreed, by('identity'), { ...TO, message: 'create' })
  await own.change(['bronze', table], rowsSql([0, 1, 2, 3, 4, 5]))
  await evolveTable(own.lake, agreed, by('bucket[4]'), { ...TO, message: 'evolve' })
  const { metadata } = await own.change(['bronze', table], rowsSql([6, 7, 8, 9, 10, 11]))
  const say = (ids: readonly number[]) => ids.map((id) => `${id} ${WORDS[id % 6]}`)
  const ids = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
  const one = (what: string, work: () => Promise<string | undefined>) =>
    matrix.tried(engine.name, what, [ROW], async () => {
      const text = await work()
      return () => text
    })
  await one('reads ours', async () =>
    metadata.specs.length < 2
      ? 'the partitioning has not changed'
      : difference(say(ids), told((await engine.read(table, known)).rows)),
  )
  await one('filters ours', async () => {
    const all = Number(metadata.current?.summary['total-data-files'])
    const { rows, files } = await engine.read(table, known, {
      column: 'word',
      comparison: '=',
      type: { kind: 'string' },
      value: 'b',
    })
    return difference(say([1, 7]), told(rows)) ?? (files < all ? undefined : `all ${all} files are read`)
  })
  await one('appends to ours', async () => {
    await engine.append(table, known, table, 0, 6, 12)
    return difference(say([...ids, 12, 13, 14, 15, 16, 17]), told((await readOwn(own, table, known)).rows))
  })
}

/** Partitioning that an engine changes. */
export async function repartition(own: OwnLake, engine: Changing, matrix: Matrix): Promise<void> {
  const prefix = `${engine.name.toLowerCase()}_partitioning`
  const [source, table] = [`${prefix}_source`, `${prefix}_theirs`]
  const ROW = 'day(timestamptz) becomes month(timestamptz), bucket[4](string)'
  const one = (what: string, work: () => Promise<string | undefined>) =>
    matrix.tried(engine.name, what, [ROW], async () => {
      const text = await work()
      return () => text
    })
  const partitionBy = [{ column: 'at', transform: parseTransform('day') }]
  await createTable(own.lake, {
    ...TO,
    key: ['bronze', source],
    columns: columns.map(({ name, type, required = false }) => column(name, type, required)),
    partitionBy,
    message: 'create',
  })
  await own.change(['bronze', source], rowsSql([0, 1, 2, 3, 4, 5]))
  const filters: readonly (readonly [Where, (id: number) => boolean])[] = [
    [
      { column: 'at', comparison: '>=', type: { kind: 'timestamptz' }, value: '2024-02-14 00:00:00.000000' },
      (id) => id % 6 >= 4,
    ],
    [{ column: 'word', comparison: '=', type: { kind: 'string' }, value: 'b' }, (id) => id % 6 === 1],
  ]
  const asked = async (ids: readonly number[], read: (where?: Where) => ReturnType<Engine['read']>) => {
    const say = (some: readonly number[]) => some.map((id) => `${id} ${WORDS[id % 6]}`)
    const { rows } = await read()
    const text = difference(say(ids), told(rows))
    if (text !== undefined) return text
    const { metadata } = await loadTable(own.lake, 'main', ['bronze', table])
    const files = Number(metadata.current?.summary['total-data-files'])
    for (const [where, isWanted] of filters) {
      const found = await read(where)
      const text = difference(say(ids.filter(isWanted)), told(found.rows))
      if (text !== undefined) return `${where.column}: ${text}`
      if (found.files >= files) return `${where.column}: all ${files} files are read`
    }
    return undefined
  }
  await one('dq reads', async () => {
    await engine.create(table, columns, [['at', 'day']], source)
    await engine.append(table, columns, source, 0, 6, 0)
    await engine.repartition(table)
    await engine.append(table, columns, source, 0, 6, 6)
    const { metadata } = await loadTable(own.lake, 'main', ['bronze', table])
    if (metadata.specs.length < 2) return 'the partitioning has not changed'
    return asked([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], (where) => readOwn(own, table, columns, where))
  })
  await one('dq appends', async () => {
    await own.change(['bronze', table], rowsSql([12, 13, 14, 15, 16, 17]))
    return asked([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17], (where) =>
      engine.read(table, columns, where),
    )
  })
}
