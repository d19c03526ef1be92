/** When a job is run by a scheduler: five fields of cron, in a time zone of the IANA database. */
export interface Schedule {
  readonly cron: string
  readonly timeZone: string
}

/** Least and greatest value of each field of cron: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). */
const BOUNDS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const

/** Whether a text is five fields of numbers, ranges, lists and steps: what every scheduler reads alike, so no names and no `@daily`. */
export function isCron(text: string): boolean {
  const fields = text.split(/\s+/)
  return fields.length === BOUNDS.length && fields.every((field, i) => isField(field, BOUNDS[i]!))
}

const isField = (field: string, bounds: readonly [number, number]): boolean =>
  field.split(',').every((part) => {
    const [, from, to, step] = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part) ?? []
    if (!/^(?:\*|\d{1,2}(?:-\d{1,2})?)(?:\/[1-9]\d?)?$/.test(part)) return false
    const isIn = (text: string | undefined) =>
      text === undefined || (Number(text) >= bounds[0] && Number(text) <= bounds[1])
    const isRange = to === undefined || Number(from) <= Number(to)
    return isIn(from) && isIn(to) && isRange && (step === undefined || from === undefined || to !== undefined)
  })
