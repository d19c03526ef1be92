import type { Unsearched } from '../privacy/unsearched.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import { counted } from './report.ts'

/** So many are named without being asked for. */
const MOST = 3

export const someOf = (names: readonly string[]): string =>
  names.length <= MOST ? names.join(', ') : `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more`

/** A line for each reason; with `all` every name. */
export function unsearchedText(unsearched: readonly Unsearched[], all: boolean): readonly string[] {
  if (unsearched.length === 0) return []
  const rows = unsearched.map(({ kind, why, names }) => [
    `  ${counted(names.length, kind)}`,
    why,
    all ? names.join(', ') : someOf(names),
  ])
  const isCut = !all && unsearched.some(({ names }) => names.length > MOST)
  return ['', paint('bold', `not searched${isCut ? ' (dq privacy find --all lists them)' : ''}`), table(rows)]
}
