import { isExpired, type Waiver, waiverSubject } from '../../contracts/waivers/waiver.ts'
import { counted } from '../report/report.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'

/** The waivers for people, those that end first on top. */
export function waiverTable(waivers: readonly Waiver[], today: string): string {
  const header = ['UNTIL', 'WHAT', 'OWNER', 'REASON'].map((title) => paint('dim', title))
  const rows = byEnd(waivers).map((waiver) => [
    isExpired(waiver, today) ? paint('red', `${waiver.expires} (expired)`) : waiver.expires,
    waiverSubject(waiver),
    waiver.owner,
    waiver.reason,
  ])
  const expired = waivers.filter((waiver) => isExpired(waiver, today)).length
  const lines = waivers.length === 0 ? [] : [table([header, ...rows])]
  return [...lines, `${counted(waivers.length, 'waiver')}, ${expired} expired`].join('\n')
}

/** The same for machines. */
export const waiverData = (waivers: readonly Waiver[], today: string): readonly object[] =>
  byEnd(waivers).map((waiver) => ({ ...waiver, expired: isExpired(waiver, today) }))

const byEnd = (waivers: readonly Waiver[]): readonly Waiver[] =>
  [...waivers].sort((a, b) => (a.expires < b.expires ? -1 : a.expires > b.expires ? 1 : 0))
