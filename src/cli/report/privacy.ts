import { keyText } from '../../lake/catalog/key.ts'
import type { Erasure } from '../privacy/erase.ts'
import type { Found } from '../privacy/find.ts'
import { shownPath } from '../shown-path.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import { bytesText } from './lake.ts'
import { counted } from './report.ts'

const DAY_MS = 86_400_000

/** Where a person's data is; ids are not shown. */
export function foundText({ ids, tables, traces, unsearched, streams, unnamed }: Found): string {
  const rows = tables.flatMap(({ subject, holdings }) =>
    holdings.map(({ key, references, rows, files, older }) => [
      `  ${keyText(key)}`,
      references.map(({ kind, name }) => (kind === 'tag' ? `tag ${name}` : name)).join(', '),
      rows === 0n ? 'no row' : `${counted(Number(rows), 'row')} in ${counted(files, 'file')}`,
      older.length === 0 ? '' : counted(older.length, 'older snapshot'),
      subject.mode === 'mask' ? 'masked' : 'deleted',
    ]),
  )
  const files = traces.map(({ path, count, blocked }) => [
    `  ${shownPath(path)}`,
    counted(count, 'time'),
    blocked ?? '',
  ])
  const kept = streams.map(({ name, kind, keptMs }) => [
    `  ${name}`,
    kind,
    keptMs === undefined ? 'for ever' : counted(Math.ceil(keptMs / DAY_MS), 'day'),
  ])
  return [
    ids.length === 1 ? 'known under 1 id' : `known under ${ids.length} ids`,
    ...section('tables', rows),
    ...section('files', files),
    ...section('topics and stores of persons: what is there is kept so long', kept),
    ...(unnamed.length === 0 ? [] : ['', `nothing says whose the records are of ${unnamed.join(', ')}`]),
    ...(unsearched.length === 0 ? [] : ['', `not searched: ${unsearched.map(shownPath).join(', ')}`]),
    '',
    rows.length + files.length === 0
      ? 'found nowhere'
      : `found in ${counted(tables.length, 'table')} and ${counted(files.length, 'file')}`,
  ].join('\n')
}

const section = (title: string, rows: readonly string[][]): readonly string[] =>
  rows.length === 0 ? [] : ['', paint('bold', title), table(rows)]

/** What an erasure did, and what is left. */
export function erasureText({ id, isResumed, entries, left }: Erasure, isExpired: boolean): string {
  const lines = entries.flatMap((entry): readonly string[] => {
    switch (entry.kind) {
      case 'table':
        return [
          `${entry.table} on ${Object.keys(entry.commits).join(', ')}: ${entry.rows ?? 'rows'} ${entry.rows === null ? 'of the interrupted erasure' : entry.mode === 'mask' ? 'masked' : 'deleted'}`,
        ]
      case 'file':
        return [`${entry.path}: ${entry.count} taken out`]
      case 'forgotten':
        return [
          `${counted(entry.snapshots, 'snapshot')} expired${entry.tags.length === 0 ? '' : `, tag ${entry.tags.join(', ')} deleted`}, ${counted(entry.files, 'file')} removed (${bytesText(BigInt(entry.bytes))})`,
        ]
      default:
        return []
    }
  })
  const did = id === undefined ? ['nothing to erase'] : lines
  return [
    ...(isResumed ? ['going on with an erasure that was interrupted'] : []),
    ...did,
    ...(left.length === 0
      ? []
      : [
          '',
          paint('bold', 'still held by'),
          ...left.map((line) => `  ${line}`),
          ...(isExpired ? [] : ['tags, older snapshots and their files go with --expire']),
        ]),
    ...(id === undefined ? [] : ['', `erasure ${id}${left.length === 0 ? ': done' : ': not done'}`]),
  ].join('\n')
}
