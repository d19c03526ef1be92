import type { Place } from '../../../kernel/finding.ts'
import type { GovernanceChange } from '../../diff/change.ts'
import type { DocPath } from '../../repo/located.ts'

/** A file of the policy at one moment; a file that is not there says nothing. */
export interface Stated<T> {
  readonly value: T
  readonly at: (path: DocPath) => Place
}

export const change = (
  kind: GovernanceChange['kind'],
  of: string,
  what: string,
  rest: Pick<GovernanceChange, 'before' | 'after' | 'from' | 'to'>,
): GovernanceChange => ({ kind, of, path: '', what, ...rest })

/** What only one of two lists has, with its index there. */
export function moved<T>(old: readonly T[], now: readonly T[]): { gone: [T, number][]; come: [T, number][] } {
  const only = (one: readonly T[], other: readonly T[]) =>
    one.flatMap((item, i): [T, number][] => (other.includes(item) ? [] : [[item, i]]))
  return { gone: only(old, now), come: only(now, old) }
}

/** A value that asks for more or less than it did. `isLess`: data pass by what they did not pass by before. */
export const weighed = (
  of: string,
  what: string,
  [from, to]: readonly [string, string],
  isLess: boolean,
  places: Pick<GovernanceChange, 'before' | 'after'>,
): readonly GovernanceChange[] =>
  from === to ? [] : [change(isLess ? 'gate-removed' : 'gate-added', of, what, { ...places, from, to })]
