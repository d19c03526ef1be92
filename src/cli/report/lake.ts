import { keyText } from '../../lake/catalog/key.ts'
import type { Commit } from '../../lake/catalog/port.ts'
import { sizeOf, type TableDiff, type TableSize } from '../../lake/diff/branch-diff.ts'
import type { SchemaChange } from '../../lake/diff/schema-diff.ts'
import type { Snapshot, TableMetadata } from '../../lake/iceberg/metadata.ts'
import { transformText } from '../../lake/iceberg/partition-spec.ts'
import { columnsOf, typeText } from '../../lake/iceberg/types.ts'
import type { Garbage } from '../../lake/table/gc.ts'
import type { ReferenceRow } from '../lake/branches.ts'
import type { TableRow } from '../lake/tables.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'

const HASH = 12
const short = (hash: string): string => hash.slice(0, HASH)
const when = (time: number | undefined): string =>
  time === undefined ? '' : new Date(time).toISOString().slice(0, 19).replace('T', ' ')
export const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

export function referencesText(rows: readonly ReferenceRow[], catalog: string): string {
  const lines = rows.map(({ name, kind, hash, tables }) => [name, kind, short(hash), plural(tables, 'table')])
  const branches = rows.filter(({ kind }) => kind === 'branch').length
  return `${table(lines)}\n${branches} branch${branches === 1 ? '' : 'es'}, ${plural(rows.length - branches, 'tag')} in ${catalog}`
}

export function logText(commits: readonly Commit[]): string {
  return commits
    .map(({ hash, author, time, message, changed, parents }) => {
      const [title = '', ...rest] = message.split('\n')
      const body = rest.filter((line) => line !== '').map((line) => `    ${line}`)
      const merged = parents.length > 1 ? [`    merged ${short(parents[1] ?? '')}`] : []
      const tables = changed.length === 0 ? [] : [`    ${changed.map(keyText).join(', ')}`]
      return [
        `${paint('yellow', short(hash))}  ${when(time)}  ${author}`,
        `    ${title}`,
        ...body,
        ...merged,
        ...tables,
      ].join('\n')
    })
    .join('\n')
}

export function branchDiffText(diffs: readonly TableDiff[], from: string, to: string): string {
  if (diffs.length === 0) return `${from} and ${to} have the same tables`
  const lines = diffs.flatMap((diff) => [
    `${MARK[diff.kind]} ${keyText(diff.key)}  ${sizeChange(diff)}`,
    ...diff.schema.map((change) => `    ${schemaText(change)}`),
    ...(diff.isPartitionedOtherwise ? ['    partitioned otherwise'] : []),
    ...(diff.properties.length > 0 ? [`    properties: ${diff.properties.join(', ')}`] : []),
    ...(diff.kind === 'changed' && !diff.isAhead ? [`    ${from} has changes that ${to} has not`] : []),
  ])
  const counts = (['added', 'changed', 'replaced', 'dropped'] as const).flatMap((kind) => {
    const count = diffs.filter((diff) => diff.kind === kind).length
    return count === 0 ? [] : [`${count} ${kind}`]
  })
  return `${lines.join('\n')}\n${plural(diffs.length, 'table')} from ${from} to ${to}: ${counts.join(', ')}`
}

const MARK = { added: '+', dropped: '-', changed: '~', replaced: '!' } as const

function sizeChange({ from, to, kind }: TableDiff): string {
  if (kind === 'added') return sizeText(to)
  if (kind === 'dropped') return sizeText(from)
  const delta = (before: bigint | undefined, after: bigint | undefined, what: string): string[] => {
    if (before === undefined || after === undefined) return [`${what} not told`]
    return after === before ? [] : [`${after > before ? '+' : ''}${after - before} ${what}`]
  }
  const parts = [...delta(from?.rows, to?.rows, 'rows'), ...delta(from?.files, to?.files, 'files')]
  return parts.length === 0 ? 'same rows' : parts.join(', ')
}

export const sizeText = (size: TableSize | undefined): string =>
  `${told(size?.rows, 'row')} in ${told(size?.files, 'file')}, ${bytesText(size?.bytes)}`

/** What nobody counted is a question mark. */
const told = (count: bigint | undefined, what: string): string =>
  count === undefined ? `? ${what}s` : plural(Number(count), what)

export function bytesText(bytes: bigint | undefined): string {
  if (bytes === undefined) return 'size not told'
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let value = Number(bytes)
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}

export function schemaText({ kind, path, before, after }: SchemaChange): string {
  switch (kind) {
    case 'added':
      return `+ ${path} ${after}`
    case 'dropped':
      return `- ${path} ${before}`
    case 'renamed':
      return `${before} is called ${after}`
    case 'retyped':
      return `${path}: ${before} becomes ${after}`
    case 'made-optional':
      return `${path} may be null`
    case 'made-required':
      return `${path} is required`
  }
}

export function tablesText(rows: readonly TableRow[], at: string): string {
  if (rows.length === 0) return `${at} has no table`
  const lines = rows.map(({ table: name, rows: count, files, bytes, changed, unreadable }) => [
    name,
    told(count, 'row'),
    told(files, 'file'),
    bytesText(bytes),
    unreadable ?? when(changed),
  ])
  return `${table(lines, { right: [1, 2, 3] })}\n${plural(rows.length, 'table')} on ${at}`
}

export function tableText(name: string, metadata: TableMetadata): string {
  const { schema, spec } = metadata
  const names = new Map(columnsOf(schema).map(({ id, path }) => [id, path]))
  const partitions = spec.fields.map(
    ({ sourceId, transform }) => `${transformText(transform)}(${names.get(sourceId) ?? `column ${sourceId}`})`,
  )
  const about = [
    ['rows', sizeText(sizeOf(metadata))],
    ['partitioned by', partitions.length === 0 ? 'nothing' : partitions.join(', ')],
    ['changed', when(metadata.current?.time) || 'never'],
    ['location', metadata.location],
    ...Object.entries(metadata.properties).map(([key, value]) => [key, value]),
  ]
  return `${name}\n${table(about.map(([key = '', value = '']) => [`  ${key}`, value]))}\n\n${schemaTextOf(metadata)}`
}

/** Columns with their ids: what a column is, whatever it is called. */
export const schemaTextOf = ({ schema }: Pick<TableMetadata, 'schema'>): string =>
  table(
    columnsOf(schema).map(({ id, path, type, required }) => [
      `  ${id}`,
      path,
      typeText(type),
      required ? 'required' : '',
    ]),
    { right: [0] },
  )

export function historyText(history: readonly Snapshot[]): string {
  if (history.length === 0) return 'no snapshot yet'
  return table(
    history.map(({ id, time, summary }) => [
      String(id),
      when(time),
      summary.operation ?? '',
      `+${summary['added-records'] ?? 0} -${summary['deleted-records'] ?? 0} rows`,
      `${summary['total-records'] ?? '?'} in all`,
    ]),
  )
}

export function garbageText({ orphans, kept, commits }: Garbage, isDryRun: boolean): string {
  const bytes = orphans.reduce((sum, one) => sum + BigInt(one.bytes), 0n)
  const names = isDryRun ? orphans.map(({ url }) => `${url}\n`).join('') : ''
  const went = `${isDryRun ? 'would remove' : 'removed'} ${plural(orphans.length, 'file')}, ${bytesText(bytes)}`
  return `${names}${went}; ${plural(kept, 'file')} of ${plural(commits, 'commit')} stay`
}
