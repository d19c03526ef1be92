import { EDGE_KINDS } from '../../contracts/impact/usage.ts'
import { formatPlace, type Impact, type Place } from '../../kernel/finding.ts'
import { counted } from './report.ts'

/** One user with all that was found of it. */
export interface Hurt {
  readonly text: string
  readonly at?: Place
}

/** More than these are left to `--format json`. */
const MOST_USERS = 6
const MOST_PATHS = 3

/**
 * Who is hurt, a line a user, who uses it directly first: `job fraud-enricher (value, filter) at jobs/fraud.ts:19: alert.amount
 * and 2 more`. Recorded cases are one line. A long list is cut, and says so.
 */
export function hurtUsers(impact: readonly Impact[], most = MOST_USERS): readonly Hurt[] {
  const fixtures = impact.filter(({ kind }) => kind === 'fixture')
  const others = impact.filter(({ kind }) => kind !== 'fixture')
  const users = [...Map.groupBy(others, ({ kind, name }) => `${kind} ${name}`)].map(([who, own]) => hurtUser(who, own))
  const shown = users.length > most ? users.slice(0, most - 1) : users
  return [
    ...shown,
    ...(users.length > shown.length ? [{ text: `and ${users.length - shown.length} more` }] : []),
    ...(fixtures.length === 0 ? [] : [recorded(fixtures)]),
  ]
}

function hurtUser(who: string, own: readonly Impact[]): Hurt {
  const used = new Set(own.flatMap(({ use }) => use ?? []))
  const uses = EDGE_KINDS.filter((edge) => used.has(edge))
  const paths = [...new Set(own.flatMap(({ path }) => path ?? []))]
  const [first] = own
  const via = first?.via ?? []
  const at = first?.at
  return {
    text: [
      who,
      uses.length === 0 ? '' : ` (${uses.join(', ')})`,
      at === undefined ? '' : ` at ${formatPlace({ file: at.file, ...(at.line !== undefined && { line: at.line }) })}`,
      paths.length === 0 ? '' : `: ${some(paths)}`,
      via.length === 0 ? '' : `, by ${via.join(' → ')}`,
    ].join(''),
    ...(at !== undefined && { at }),
  }
}

function recorded(fixtures: readonly Impact[]): Hurt {
  const names = [...new Set(fixtures.map(({ name }) => name))]
  const at = fixtures[0]?.at
  return {
    text: `${counted(names.length, 'recorded case')}: ${some(names)}`,
    ...(at !== undefined && { at }),
  }
}

const some = (names: readonly string[]): string =>
  names.length <= MOST_PATHS + 1
    ? names.join(', ')
    : `${names.slice(0, MOST_PATHS).join(', ')} and ${names.length - MOST_PATHS} more`
