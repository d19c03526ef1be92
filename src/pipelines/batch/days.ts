const DAY_MS = 86_400_000

/** A day of the calendar as text, `2017-03-08`: such texts sort as days do. */
export type Day = string

export const addDays = (day: Day, count: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)

/** Both ends too, in order; none when `to` is before `from`. */
export function daysFrom(from: Day, to: Day): readonly Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/** The day before the one that it is now (milliseconds since the epoch) in a time zone: the last that is whole there. */
export function yesterdayIn(timeZone: string, now: number): Day {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]))
  return addDays(`${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`, -1)
}
