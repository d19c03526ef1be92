import type { Place } from '../../../kernel/finding.ts'
import type { GovernanceChange } from '../../diff/change.ts'
import type { DocPath } from '../../repo/located.ts'
import type { Asked } from '../branch-policy.ts'
import { DAYS, durationMs, type Window } from '../calendar.ts'
import { change, moved, weighed } from './change-of.ts'

type Places = (path: DocPath) => Place

/** What is asked of people, and when: more or less than it was. */
export function askedChanges(
  of: string,
  was: Asked,
  is: Asked,
  oldAt: Places,
  newAt: Places,
): readonly GovernanceChange[] {
  const places = (key: string) => ({ before: oldAt([key]), after: newAt([key]) })
  const weigh = (what: string, key: string, pair: readonly [string, string], isLess: boolean) =>
    weighed(of, what, pair, isLess, places(key))
  return [
    ...listChanges(of, 'gate', 'gates', [was.gates, is.gates], oldAt, newAt),
    ...listChanges(of, 'actor', 'actors', [was.actors, is.actors], oldAt, newAt),
    ...approverChanges(of, was, is, oldAt, newAt),
    ...weigh('approvals', 'approvals', [`${was.approvals}`, `${is.approvals}`], is.approvals < was.approvals),
    ...weigh(
      'age of approvals',
      'approvalsValid',
      [was.approvalsValid, is.approvalsValid],
      isLonger(was.approvalsValid, is.approvalsValid),
    ),
    ...flagChange(of, 'signed approvals', [was.signed, is.signed], places('signed')),
    ...flagChange(of, 'only in CI', [was.onlyInCi, is.onlyInCi], places('onlyInCi')),
    ...weigh(
      'windows',
      'windows',
      [windowsText(was.windows), windowsText(is.windows)],
      isWider(was.windows, is.windows),
    ),
  ]
}

export const isLonger = (was: string, is: string): boolean => durationMs(is) > durationMs(was)

function listChanges(
  of: string,
  word: 'gate' | 'actor',
  key: string,
  [was, is]: readonly [readonly string[], readonly string[]],
  oldAt: Places,
  newAt: Places,
): readonly GovernanceChange[] {
  const { gone, come } = moved<string>(was, is)
  return [
    ...gone.map(([one, i]) => change(`${word}-removed`, of, one, { before: oldAt([key, i]), after: newAt([key]) })),
    ...come.map(([one, i]) => change(`${word}-added`, of, one, { after: newAt([key, i]) })),
  ]
}

/** Without a list of their own the actors approve: an actor that came is told already. */
function approverChanges(of: string, was: Asked, is: Asked, oldAt: Places, newAt: Places): readonly GovernanceChange[] {
  if (was.approvers === undefined && is.approvers === undefined) return []
  const { gone, come } = moved<string>(was.approvers ?? was.actors, is.approvers ?? is.actors)
  const places = { before: oldAt(['approvers']), after: newAt(['approvers']) }
  return [
    ...gone.map(([one]) => change('actor-removed', of, `${one} as approver`, places)),
    ...come.map(([one]) => change('actor-added', of, `${one} as approver`, { after: places.after })),
  ]
}

const flagChange = (
  of: string,
  what: string,
  [was, is]: readonly [boolean, boolean],
  places: Pick<GovernanceChange, 'before' | 'after'>,
): readonly GovernanceChange[] => (was === is ? [] : [change(is ? 'gate-added' : 'gate-removed', of, what, places)])

type Windows = readonly Window[] | undefined

const windowsText = (windows: Windows): string =>
  windows === undefined ? 'always' : windows.map(({ days, from, to }) => `${days.join(' ')} ${from}–${to}`).join(', ')

/** Whether there is a minute of a week that is open now and was not. */
function isWider(was: Windows, is: Windows): boolean {
  for (const day of DAYS) {
    for (let minute = 0; minute < 1440; minute++) {
      if (isOpen(is, day, minute) && !isOpen(was, day, minute)) return true
    }
  }
  return false
}

function isOpen(windows: Windows, day: (typeof DAYS)[number], minute: number): boolean {
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return (
    windows === undefined || windows.some(({ days, from, to }) => days.includes(day) && from <= clock && clock < to)
  )
}
