import { DqError } from '../../kernel/errors.ts'
import { sqlIdentifier } from '../../kernel/sql-text.ts'
import { suggest } from '../../kernel/suggest.ts'
import type { TableMetadata } from '../iceberg/metadata.ts'
import { type Scan, scanTable } from '../scan/scan.ts'
import type { TableReader } from '../table/ports.ts'
import type { SnapshotTools } from '../table/snapshot.ts'
import { sizeOf, type TableSize } from './branch-diff.ts'
import { diffSchemas, type SchemaChange } from './schema-diff.ts'

export interface TableRowsDiff {
  readonly from: TableSize
  readonly to: TableSize
  readonly schema: readonly SchemaChange[]
  /** Files that only one of them has; rows are looked for in these alone. */
  readonly files: { readonly onlyFrom: number; readonly onlyTo: number; readonly both: number }
  readonly rows: RowsDiff
}

/** Over the columns that both have. Without a key a changed row is one removed and one added. */
export interface RowsDiff {
  readonly added: number
  readonly removed: number
  readonly changed: number
  /** How many rows differ in a column, by name; only columns that differ somewhere. */
  readonly columns: Readonly<Record<string, number>>
  readonly sample: readonly SampledRow[]
}

export interface SampledRow {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly from: Readonly<Record<string, unknown>> | undefined
  readonly to: Readonly<Record<string, unknown>> | undefined
}

export interface DiffOptions {
  /** Columns that tell rows apart; undefined compares whole rows. */
  readonly key: readonly string[] | undefined
  /** How many rows of each kind are shown. */
  readonly sample: number
}

/** What two states of one table differ in, exactly: files that both have hold the same rows, so only the others are read. */
export async function diffTables(
  tools: SnapshotTools,
  reader: TableReader,
  before: TableMetadata,
  after: TableMetadata,
  options: DiffOptions,
): Promise<TableRowsDiff> {
  const [was, is] = [await scanTable(tools, before), await scanTable(tools, after)]
  const names = (scan: Scan): ReadonlySet<string> => new Set(scan.files.map(({ file }) => file.path))
  const deletes = (scan: Scan): string =>
    scan.deletes
      .map(({ path }) => path)
      .sort()
      .join('\n')
  const sameDeletes = deletes(was) === deletes(is)
  // A file that both have may have lost rows by deletes of position.
  const shared = new Set(sameDeletes ? [...names(was)].filter((path) => names(is).has(path)) : [])
  const ids = new Set(before.schema.fields.map(({ id }) => id))
  const schema = { ...after.schema, fields: after.schema.fields.filter(({ id }) => ids.has(id)) }
  const columns = schema.fields.map(({ name }) => name)
  const only = (scan: Scan): Scan => ({
    ...scan,
    schema,
    files: scan.files.filter(({ file }) => !shared.has(file.path)),
  })
  const [a, b] = [only(was), only(is)]
  const sides = { from: (await reader.source(a)).sql, to: (await reader.source(b)).sql }
  for (const column of options.key ?? []) {
    if (columns.includes(column)) continue
    const near = suggest(column, columns)
    throw new DqError(`not both have a column "${column}"`, {
      hint: near !== undefined ? `did you mean ${near}?` : `both have ${columns.join(', ')}`,
    })
  }
  return {
    from: sizeOf(before),
    to: sizeOf(after),
    schema: diffSchemas(before.schema, after.schema),
    files: {
      onlyFrom: [...names(was)].filter((path) => !names(is).has(path)).length,
      onlyTo: [...names(is)].filter((path) => !names(was).has(path)).length,
      both: [...names(was)].filter((path) => names(is).has(path)).length,
    },
    rows:
      options.key === undefined
        ? await wholeRows(reader, sides, options.sample)
        : await byKey(reader, sides, columns, options.key, options.sample),
  }
}

interface Sides {
  readonly from: string
  readonly to: string
}

async function wholeRows(reader: TableReader, { from, to }: Sides, sample: number): Promise<RowsDiff> {
  const [added, removed] = [`(${to}) EXCEPT ALL (${from})`, `(${from}) EXCEPT ALL (${to})`]
  const count = async (sql: string) => Number((await reader.rows(`SELECT count(*) AS n FROM (${sql})`))[0]?.n ?? 0)
  const some = (sql: string) => reader.rows(`SELECT * FROM (${sql}) ORDER BY ALL LIMIT ${sample}`)
  return {
    added: await count(added),
    removed: await count(removed),
    changed: 0,
    columns: {},
    sample: [
      ...(await some(removed)).map((row) => ({ kind: 'removed', from: row, to: undefined }) as const),
      ...(await some(added)).map((row) => ({ kind: 'added', from: undefined, to: row }) as const),
    ],
  }
}

async function byKey(
  reader: TableReader,
  { from, to }: Sides,
  columns: readonly string[],
  key: readonly string[],
  sample: number,
): Promise<RowsDiff> {
  const keys = key.map(sqlIdentifier).join(', ')
  for (const side of [from, to]) {
    const [twice] = await reader.rows(`SELECT 1 FROM (${side}) GROUP BY ${keys} HAVING count(*) > 1 LIMIT 1`)
    if (twice !== undefined)
      throw new DqError(`${key.join(', ')} is no key: rows share it`, {
        hint: 'name more columns: --key a --key b, or none',
      })
  }
  const on = key.map((name) => `a.${sqlIdentifier(name)} IS NOT DISTINCT FROM b.${sqlIdentifier(name)}`).join(' AND ')
  const differs = (name: string) => `a.${sqlIdentifier(name)} IS DISTINCT FROM b.${sqlIdentifier(name)}`
  const others = columns.filter((name) => !key.includes(name))
  const anything = others.length === 0 ? 'false' : others.map(differs).join(' OR ')
  const pairs = `FROM (SELECT *, true AS __in FROM (${from})) a FULL JOIN (SELECT *, true AS __in FROM (${to})) b ON ${on}`
  const kind = `CASE WHEN a.__in IS NULL THEN 'added' WHEN b.__in IS NULL THEN 'removed' WHEN ${anything} THEN 'changed' END`
  const counts = [
    "count(*) FILTER (kind = 'added') AS added",
    "count(*) FILTER (kind = 'removed') AS removed",
    "count(*) FILTER (kind = 'changed') AS changed",
    ...others.map((_, i) => `count(*) FILTER (kind = 'changed' AND d${i}) AS c${i}`),
  ]
  const flags = others.map((name, i) => `${differs(name)} AS d${i}`)
  const [row = {}] = await reader.rows(
    `SELECT ${counts.join(', ')} FROM (SELECT ${[`${kind} AS kind`, ...flags].join(', ')} ${pairs})`,
  )
  const packed = (side: string) =>
    `struct_pack(${columns.map((name) => `${sqlIdentifier(name)} := ${side}.${sqlIdentifier(name)}`).join(', ')})`
  const rows = await reader.rows(`SELECT kind, f AS "from", t AS "to" FROM (
    SELECT ${kind} AS kind, ${packed('a')} AS f, ${packed('b')} AS t, ${key.map((name, i) => `coalesce(a.${sqlIdentifier(name)}, b.${sqlIdentifier(name)}) AS k${i}`).join(', ')} ${pairs}
  ) WHERE kind IS NOT NULL QUALIFY row_number() OVER (PARTITION BY kind ORDER BY ${key.map((_, i) => `k${i}`).join(', ')}) <= ${sample} ORDER BY kind, ${key.map((_, i) => `k${i}`).join(', ')}`)
  return {
    added: Number(row.added),
    removed: Number(row.removed),
    changed: Number(row.changed),
    columns: Object.fromEntries(
      others.map((name, i) => [name, Number(row[`c${i}`])] as const).filter(([, n]) => n > 0),
    ),
    sample: rows.map((one) => sampled(one as unknown as SampledRow)),
  }
}

const sampled = ({ kind, from, to }: SampledRow): SampledRow => ({
  kind,
  from: kind === 'added' ? undefined : from,
  to: kind === 'removed' ? undefined : to,
})
