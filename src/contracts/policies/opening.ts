import type { BranchPolicy, PromotionPath, RollbackRule } from './branch-policy.ts'
import { DAYS, type Freeze, type Window } from './calendar.ts'

/** What a clock on the wall of the policy's time zone shows. */
interface LocalTime {
  readonly day: string
  readonly weekday: (typeof DAYS)[number]
  readonly clock: string
}

/** When something may be, on the clocks of a time zone. */
export interface Schedule {
  readonly timeZone: string
  readonly windows: readonly Window[] | undefined
  readonly freezes: readonly Freeze[]
}

/** Of a path: its windows, and the freezes of its target. */
export const scheduleOf = ({ timeZone, freezes }: BranchPolicy, { to, windows }: PromotionPath): Schedule => ({
  timeZone,
  windows,
  freezes: freezes.filter(({ branches }) => branches === undefined || branches.includes(to)),
})

/** Of a rollback: its windows; a freeze keeps nobody from undoing what went wrong. */
export const rollbackSchedule = ({ timeZone }: BranchPolicy, { windows }: RollbackRule): Schedule => ({
  timeZone,
  windows,
  freezes: [],
})

/** Whether a path is open at a moment (milliseconds), and why not. */
export type Opening =
  | { readonly kind: 'open' }
  | { readonly kind: 'frozen'; readonly freeze: Freeze }
  | { readonly kind: 'closed'; readonly local: LocalTime }

export function openingAt({ timeZone, windows, freezes }: Schedule, now: number): Opening {
  const local = localTime(now, timeZone)
  const freeze = freezes.find(({ from, to }) => from <= local.day && local.day <= to)
  if (freeze !== undefined) return { kind: 'frozen', freeze }
  const isOpen =
    windows === undefined ||
    windows.some(({ days, from, to }) => days.includes(local.weekday) && from <= local.clock && local.clock < to)
  return isOpen ? { kind: 'open' } : { kind: 'closed', local }
}

const DAY_MS = 86_400_000
const HORIZON_DAYS = 400

/** When it opens next, from `now` on; undefined when not within 400 days. */
export function nextOpening(schedule: Schedule, now: number): number | undefined {
  if (openingAt(schedule, now).kind === 'open') return now
  const { timeZone, windows } = schedule
  const clocks = [...new Set(['00:00', ...(windows ?? []).map(({ from }) => from)])].sort()
  for (let day = 0; day <= HORIZON_DAYS; day++) {
    const date = localTime(now + day * DAY_MS, timeZone).day
    const moments = clocks.map((clock) => momentOf(date, clock, timeZone)).filter((moment) => moment > now)
    const first = moments.sort((a, b) => a - b).find((moment) => openingAt(schedule, moment).kind === 'open')
    if (first !== undefined) return first
  }
  return undefined
}

/** `Mon 2026-11-23 14:05 America/Sao_Paulo`. */
export function localText(now: number, timeZone: string): string {
  const { day, weekday, clock } = localTime(now, timeZone)
  return `${weekday[0]!.toUpperCase()}${weekday.slice(1)} ${day} ${clock} ${timeZone}`
}

function localTime(now: number, timeZone: string): LocalTime {
  const formatted = formatOf(timeZone).formatToParts(now)
  const part = (type: Intl.DateTimeFormatPartTypes): string => formatted.find((one) => one.type === type)?.value ?? ''
  const weekday = DAYS.find((day) => day === part('weekday').toLowerCase()) ?? 'mon'
  const clock = `${part('hour')}:${part('minute')}`
  return { day: `${part('year')}-${part('month')}-${part('day')}`, weekday, clock }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const fields = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const made = new Intl.DateTimeFormat('en-US', { ...fields, timeZone, weekday: 'short', hourCycle: 'h23' })
  formats.set(timeZone, made)
  return made
}

/** The moment at which a wall clock shows this; in the hour that a change of the clocks leaves out, the moment after it. */
function momentOf(day: string, clock: string, timeZone: string): number {
  const wanted = Date.parse(`${day}T${clock}:00Z`)
  const shownAt = (moment: number): number => {
    const local = localTime(moment, timeZone)
    return Date.parse(`${local.day}T${local.clock}:00Z`)
  }
  const guess = wanted - (shownAt(wanted) - wanted)
  return guess - (shownAt(guess) - wanted)
}
