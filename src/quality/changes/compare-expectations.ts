import type { Change } from '../../contracts/diff/change.ts'
import type { Place } from '../../kernel/finding.ts'
import { differencesOf } from './differences.ts'
import { SUBJECTS } from './direction.ts'

/** An expectation as a suite states it. */
export interface Kept {
  readonly type: string
  readonly kwargs: Readonly<Record<string, unknown>>
  readonly severity: string
  readonly id: string | undefined
  readonly at: Place
}

type Pair = readonly [before: Kept, after: Kept]

/**
 * What a suite asks less or more. Expectations are the same by their type and what they look at: first those that are equal,
 * then those with the same id, the same condition on rows, and the same subject at least.
 */
export function compareExpectations(of: string, before: readonly Kept[], after: readonly Kept[]): readonly Change[] {
  const { pairs, removed, added } = paired(before, after)
  return [
    ...removed.map((one): Change => ({ kind: 'expectation-removed', of, ...named(one), before: one.at })),
    ...pairs.flatMap(([old, now]) => changed(of, old, now)),
    ...added.map((one): Change => ({ kind: 'expectation-added', of, ...named(one), after: one.at })),
  ]
}

const named = ({ type, kwargs }: Kept): { readonly what: string; readonly path: string } => ({
  what: type,
  path: SUBJECTS.flatMap((key) => kwargs[key] ?? [])
    .map(String)
    .join(', '),
})

function changed(of: string, old: Kept, now: Kept): readonly Change[] {
  const differences = differencesOf(old, now)
  const loosened = differences.filter(({ direction }) => direction !== 'tightened')
  const told = loosened.length > 0 ? loosened : differences
  if (told.length === 0) return []
  const side = (which: 'from' | 'to') => told.map((one) => `${one.name} ${one[which]}`).join(', ')
  return [
    {
      kind: loosened.length > 0 ? 'expectation-loosened' : 'expectation-tightened',
      of,
      ...named(now),
      before: old.at,
      after: now.at,
      from: side('from'),
      to: side('to'),
    },
  ]
}

/** From the strictest likeness to the loosest; each takes what is left over. */
const LIKENESSES: readonly ((one: Kept) => string | undefined)[] = [
  ({ type, kwargs, severity }) => stable([type, kwargs, severity]),
  ({ id }) => id,
  ({ type, kwargs }) => stable([type, subject(kwargs), kwargs.row_condition]),
  ({ type, kwargs }) => stable([type, subject(kwargs)]),
]

const subject = (kwargs: Kept['kwargs']) => SUBJECTS.map((key) => kwargs[key] ?? null)

function paired(
  before: readonly Kept[],
  after: readonly Kept[],
): { readonly pairs: readonly Pair[]; readonly removed: readonly Kept[]; readonly added: readonly Kept[] } {
  const pairs: Pair[] = []
  let [old, now] = [[...before], [...after]]
  for (const likeness of LIKENESSES) {
    const waiting = Map.groupBy(now, likeness)
    const left: Kept[] = []
    for (const one of old) {
      const key = likeness(one)
      const partner = key === undefined ? undefined : waiting.get(key)?.shift()
      if (partner === undefined) left.push(one)
      else pairs.push([one, partner])
    }
    const taken = new Set(pairs.map(([, partner]) => partner))
    old = left
    now = now.filter((one) => !taken.has(one))
  }
  return { pairs, removed: old, added: now }
}

/** JSON with sorted keys: the order in a file says nothing. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
