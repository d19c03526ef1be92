import type { BranchPolicy, PromotionPath } from './branch-policy.ts'
import { DAYS, type Freeze } from './calendar.ts'

/** What a clock on the wall of the policy's time zone shows. */
interface LocalTime {
  readonly day: string
  readonly weekday: (typeof DAYS)[number]
  readonly clock: string
}

/** Whether a path is open at a moment (milliseconds), and why not. */
export type Opening =
  | { readonly kind: 'open' }
  | { readonly kind: 'frozen'; readonly freeze: Freeze }
  | { readonly kind: 'closed'; readonly local: LocalTime }

export function openingAt(policy: BranchPolicy, path: PromotionPath, now: number): Opening {
  const local = localTime(now, policy.timeZone)
  const freeze = policy.freezes.find(
    ({ from, to, branches }) =>
      from <= local.day && local.day <= to && (branches === undefined || branches.includes(path.to)),
  )
  if (freeze !== undefined) return { kind: 'frozen', freeze }
  const { windows } = path
  const isOpen =
    windows === undefined ||
    windows.some(({ days, from, to }) => days.includes(local.weekday) && from <= local.clock && local.clock < to)
  return isOpen ? { kind: 'open' } : { kind: 'closed', local }
}

const DAY_MS = 86_400_000
const HORIZON_DAYS = 400

/** When a path opens next, from `now` on; undefined when not within 400 days. */
export function nextOpening(policy: BranchPolicy, path: PromotionPath, now: number): number | undefined {
  if (openingAt(policy, path, now).kind === 'open') return now
  const clocks = [...new Set(['00:00', ...(path.windows ?? []).map(({ from }) => from)])].sort()
  for (let day = 0; day <= HORIZON_DAYS; day++) {
    const date = localTime(now + day * DAY_MS, policy.timeZone).day
    const moments = clocks.map((clock) => momentOf(date, clock, policy.timeZone)).filter((moment) => moment > now)
    const first = moments.sort((a, b) => a - b).find((moment) => openingAt(policy, path, moment).kind === 'open')
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
