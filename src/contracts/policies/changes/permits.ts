import type { GovernanceChange } from '../../diff/change.ts'
import { type Permit, permitSubject } from '../permit.ts'
import { change } from './change-of.ts'

const FILE = 'permits.yaml'

/** Permits that came or went; one that permits more, or longer, has come anew. */
export function permitChanges(old: readonly Permit[], now: readonly Permit[]): readonly GovernanceChange[] {
  const same = (one: Permit, other: Permit) =>
    one.id === other.id && scope(one) === scope(other) && one.expires === other.expires
  const what = (permit: Permit) => `${permit.id}: ${permitSubject(permit)}`
  return [
    ...old
      .filter((one) => !now.some((other) => same(one, other)))
      .map((one) => change('permit-removed', FILE, what(one), { before: one.place, from: one.expires })),
    ...now
      .filter((one) => !old.some((other) => same(one, other)))
      .map((one) => change('permit-added', FILE, what(one), { after: one.place, to: one.expires })),
  ]
}

const scope = (permit: Permit): string => `${permitSubject(permit)} ${permit.rows ?? ''}`
