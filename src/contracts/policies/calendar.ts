import { z } from 'zod'

/** Days of a week as policies write them, as `Intl` names them in English. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `30s`, `10m`, `6h`, `2d`: read as milliseconds. */
export const duration = z
  .string('a duration such as 30s, 10m, 6h or 2d')
  .regex(/^[1-9]\d{0,5}[smhd]$/, 'a duration such as 30s, 10m, 6h or 2d')

/** Milliseconds of a text that `duration` took. */
export const durationMs = (text: string): number =>
  Number(text.slice(0, -1)) * UNIT_MS[text.at(-1) as keyof typeof UNIT_MS]

/** A name of the IANA time zone database. */
export const timeZone = z.string().refine(isTimeZone, 'no time zone: a name such as UTC or America/Sao_Paulo')

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return !/^[+-]/.test(name)
  } catch {
    return false
  }
}

const clock = z
  .string('put it in quotes: "09:00"')
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day: "09:00"')

/** When a path may be used: from `from` until before `to`, on each of the days. */
export const window = z
  .strictObject({
    days: z.array(z.enum(DAYS)).min(1),
    from: clock.default('00:00'),
    to: clock.default('24:00'),
  })
  .refine(({ from, to }) => from < to, {
    message: 'never opens: "from" is not before "to"; over midnight takes two windows',
    path: ['to'],
  })

/** Days on which nothing is promoted, the last one too; in the policy's time zone. */
export const freeze = z
  .strictObject({
    name: z.string().min(1),
    from: z.iso.date('a day such as 2026-11-26'),
    to: z.iso.date('a day such as 2026-11-30'),
    branches: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Branches that nothing goes to; all of them when it is left out.'),
  })
  .refine(({ from, to }) => from <= to, { message: 'never holds: "to" is before "from"', path: ['to'] })

export type Window = z.infer<typeof window>
export type Freeze = z.infer<typeof freeze>
