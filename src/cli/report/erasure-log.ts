import type { ErasureEntry } from '../../contracts/privacy/ports.ts'
import { table } from '../table.ts'
import { untilText } from './erasure.ts'
import { counted } from './report.ts'

/** A line for each step, oldest first. */
export function erasureLogText(entries: readonly ErasureEntry[]): string {
  const rows = entries.map((entry) => [entry.at.replace(/\.\d+Z$/, 'Z'), entry.erasure.slice(0, 8), what(entry)])
  return [
    ...(rows.length === 0 ? [] : [table(rows), '']),
    counted(entries.length, 'entry').replace('entrys', 'entries'),
  ].join('\n')
}

function what(entry: ErasureEntry): string {
  switch (entry.kind) {
    case 'begun':
      return `erasure of subject ${entry.subject.slice(0, 12)}, under ${counted(entry.ids, 'id')}, by ${entry.by}`
    case 'table':
      return `${entry.table}: ${entry.rows === null ? 'some rows' : counted(Number(entry.rows), 'row')} ${entry.mode === 'mask' ? 'masked' : 'deleted'} on ${Object.keys(entry.commits).join(', ')}`
    case 'file':
      return `${entry.path}: ${entry.count} taken out`
    case 'forgotten':
      return `${counted(entry.snapshots, 'snapshot')} expired, ${counted(entry.tags.length, 'tag')} deleted, ${counted(entry.files, 'file')} removed`
    case 'retained':
      return `${entry.table}: ${counted(Number(entry.rows), 'row')} from before ${entry.before} dropped on ${Object.keys(entry.commits).join(', ')}, by ${entry.by}`
    case 'store':
      return `${entry.store}: ${counted(entry.rows, 'row')} deleted, kept out ${untilText(entry.until)}`
    case 'topic':
      return `topic ${entry.topic}: ${counted(entry.tombstones, 'key')} deleted`
    case 'topic-retention':
      return `topic ${entry.topic}: ${entry.changes.map(({ name, from, to }) => `${name} ${from} → ${to}`).join(', ')}, by ${entry.by}`
    case 'done':
      return entry.left.length === 0 ? 'done' : `not done: ${counted(entry.left.length, 'place')} left`
  }
}
