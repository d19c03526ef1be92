/** Kwargs that say what an expectation looks at: another one is another expectation. */
export const SUBJECTS = [
  'column',
  'column_A',
  'column_B',
  'column_list',
  'other_table',
  'other_column',
  'other_column_list',
] as const

/** `unclear`: nobody can tell from the values alone. */
export type Direction = 'tightened' | 'loosened' | 'unclear'

/** Whether a greater value of a kwarg lets more through, or less; a missing one has the default, or does not bound. */
const ORDERED: Readonly<Record<string, { readonly greater: Direction; readonly without: unknown }>> = {
  mostly: { greater: 'tightened', without: 1 },
  min_value: { greater: 'tightened', without: Number.NEGATIVE_INFINITY },
  max_value: { greater: 'loosened', without: Number.POSITIVE_INFINITY },
  strict_min: { greater: 'tightened', without: false },
  strict_max: { greater: 'tightened', without: false },
  exact_match: { greater: 'tightened', without: true },
  or_equal: { greater: 'loosened', without: false },
  max_age_minutes: { greater: 'loosened', without: Number.POSITIVE_INFINITY },
  tolerance: { greater: 'loosened', without: '0' },
}

/** Types whose set names what is allowed: a member more lets more through. Of the other sets a member less does. */
const ALLOWING = /^expect_column_values_to_be_in_(set|type_list)$|^expect_column_distinct_values_to_be_in_set$/
const DEMANDING = /^expect_column_values_to_not_be_in_set$|^expect_column_distinct_values_to_contain_set$/

const SEVERITIES = ['info', 'warning', 'critical']

/** What a value says, and what a missing one says in its place. */
export const meant = (key: string, value: unknown): unknown => value ?? ORDERED[key]?.without ?? null

/** What it means that a kwarg of an expectation of this type went from one value to another. */
export function directionOf(type: string, key: string, from: unknown, to: unknown): Direction {
  if (key === 'severity') return order(SEVERITIES.indexOf(String(from)), SEVERITIES.indexOf(String(to)), 'tightened')
  if (key === 'row_condition') return from == null ? 'loosened' : to == null ? 'tightened' : 'unclear'
  const ordered = ORDERED[key]
  if (ordered !== undefined) return order(meant(key, from), meant(key, to), ordered.greater)
  if (Array.isArray(from) && Array.isArray(to)) {
    const isWithin = (inner: readonly unknown[], outer: readonly unknown[]) => inner.every((one) => outer.includes(one))
    const [grows, shrinks] = [isWithin(from, to), isWithin(to, from)]
    if (ALLOWING.test(type)) return grows ? 'loosened' : shrinks ? 'tightened' : 'unclear'
    if (DEMANDING.test(type)) return grows ? 'tightened' : shrinks ? 'loosened' : 'unclear'
  }
  return 'unclear'
}

/** Numbers, truths, and texts that hold numbers or instants. */
function order(from: unknown, to: unknown, greater: Direction): Direction {
  const [a, b] = [rank(from), rank(to)]
  if (a === undefined || b === undefined || a === b) return 'unclear'
  return b > a === (greater === 'tightened') ? 'tightened' : 'loosened'
}

function rank(value: unknown): number | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return Number(value)
  if (typeof value !== 'string') return undefined
  const found = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Date.parse(value)
  return Number.isNaN(found) ? undefined : found
}
