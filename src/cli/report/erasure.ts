import type { ErasureEntry } from '../../contracts/privacy/ports.ts'
import type { Erasure } from '../privacy/erase.ts'
import { paint } from '../style.ts'
import { bytesText } from './lake.ts'
import { counted } from './report.ts'
import { unsearchedText } from './unsearched.ts'

/** So many lines of what is left are printed. */
const MOST_LEFT = 12

/** What an erasure did, and what is left. */
export function erasureText({ found, id, isResumed, entries, left, warnings }: Erasure, isExpired: boolean): string {
  const lines = entries.flatMap(lineOf)
  const did = id === undefined ? ['nothing to erase'] : lines
  const isWhole = found.unsearched.length === 0
  const hasFormer = left.some((line) => / on tag |older snapshot/.test(line))
  return [
    ...(isResumed ? ['going on with an erasure that was interrupted'] : []),
    ...did,
    ...(left.length === 0
      ? []
      : [
          '',
          paint('bold', 'still held by'),
          ...left.slice(0, MOST_LEFT).map((line) => `  ${line}`),
          ...(left.length <= MOST_LEFT ? [] : [`  and ${left.length - MOST_LEFT} more: dq privacy find --all`]),
          ...(isExpired || !hasFormer ? [] : ['tags, older snapshots and their files go with --expire']),
        ]),
    ...(warnings.length === 0 ? [] : ['', ...warnings]),
    ...unsearchedText(found.unsearched, false),
    ...(id === undefined
      ? []
      : ['', `erasure ${id}: ${left.length > 0 ? 'not done' : isWhole ? 'done' : 'done in what was searched'}`]),
  ].join('\n')
}

function lineOf(entry: ErasureEntry): readonly string[] {
  switch (entry.kind) {
    case 'table':
      return [
        `${entry.table} on ${Object.keys(entry.commits).join(', ')}: ${entry.rows ?? 'rows'} ${entry.rows === null ? 'of the interrupted erasure' : entry.mode === 'mask' ? 'masked' : 'deleted'}`,
      ]
    case 'file':
      return [`${entry.path}: ${entry.count} taken out`]
    case 'topic':
      return [`topic ${entry.topic}: ${counted(entry.tombstones, 'key')} deleted by a record without a value`]
    case 'store':
      return [`${entry.store}: ${counted(entry.rows, 'row')} deleted, kept out ${untilText(entry.until)}`]
    case 'forgotten':
      return [
        `${counted(entry.snapshots, 'snapshot')} expired${entry.tags.length === 0 ? '' : `, tag ${entry.tags.join(', ')} deleted`}, ${counted(entry.files, 'file')} removed (${bytesText(BigInt(entry.bytes))})`,
      ]
    default:
      return []
  }
}

/** Of a note: a day. */
export const untilText = (until: string | null): string => (until === null ? 'for good' : `until ${until.slice(0, 10)}`)
