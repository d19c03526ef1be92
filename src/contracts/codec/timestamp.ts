import { daysInMonth, formatDate, parseDays, TWO_DIGITS, twoDigits } from './civil-date.ts'

const MICROS_PER_DAY = 86_400_000_000

/**
 * Microseconds since the epoch of `YYYY-MM-DDThh:mm:ss[.f]Z` with 1 to 6 fraction digits, or NaN (`explainTimestamp` says why).
 * Only UTC, no leap second, and only ±(2^53 − 1) µs (from 1684-07-28 to 2255-06-05): a timestamp is a safe integer.
 */
export function parseTimestamp(text: string): number {
  const end = text.length - 1
  if (end < 19 || end > 26 || text.charCodeAt(end) !== UPPER_Z || text.charCodeAt(10) !== UPPER_T) return Number.NaN
  const micros = parseDays(text, 0) * MICROS_PER_DAY + parseTimeOfDay(text, 11, end)
  return micros <= Number.MAX_SAFE_INTEGER && micros >= Number.MIN_SAFE_INTEGER ? micros : Number.NaN
}

/** `YYYY-MM-DDThh:mm:ss.ffffffZ` of microseconds since the epoch (a safe integer). */
export function formatTimestamp(micros: number): string {
  const days = Math.floor(micros / MICROS_PER_DAY)
  return `${dateText(days)}T${formatTime(micros - days * MICROS_PER_DAY)}Z`
}

/** Days that were written last, and their text: moments are near each other. */
const DAYS: number[] = new Array(64).fill(Number.NaN)
const TEXTS: string[] = new Array(64).fill('')

function dateText(days: number): string {
  const at = days & 63
  if (DAYS[at] !== days) {
    DAYS[at] = days
    TEXTS[at] = formatDate(days)
  }
  return TEXTS[at]!
}

/** `YYYY-MM-DDThh:mm:ss.fffZ` of milliseconds since the epoch: how envelopes say `arrival`. */
export function formatInstant(millis: number): string {
  const text = formatTimestamp(millis * 1000)
  return `${text.slice(0, 23)}Z`
}

/** Microseconds since midnight of `hh:mm:ss[.f]`, or NaN. */
export const parseTime = (text: string): number =>
  text.length >= 8 ? parseTimeOfDay(text, 0, text.length) : Number.NaN

/** `hh:mm:ss.ffffff` of microseconds since midnight. */
export function formatTime(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000)
  const fraction = micros - seconds * 1_000_000
  const minutes = (seconds / 60) | 0
  const millis = (fraction / 1000) | 0
  return `${MINUTES[minutes]}${TWO_DIGITS[seconds - minutes * 60]}.${THREE_DIGITS[millis]}${THREE_DIGITS[fraction - millis * 1000]}`
}

/** `00:00:` and so on; a bound that is no time of a day is shown too. */
const MINUTES = Array.from({ length: 6000 }, (_, n) => `${TWO_DIGITS[(n / 60) | 0]}:${TWO_DIGITS[n % 60]}:`)
const THREE_DIGITS = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, '0'))

function parseTimeOfDay(text: string, at: number, end: number): number {
  const hours = twoDigits(text, at)
  const minutes = twoDigits(text, at + 3)
  const seconds = twoDigits(text, at + 6)
  if (text.charCodeAt(at + 2) !== COLON || text.charCodeAt(at + 5) !== COLON) return Number.NaN
  if (!(hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60)) return Number.NaN
  const whole = (hours * 3600 + minutes * 60 + seconds) * 1_000_000
  if (at + 8 === end) return whole
  const digits = end - at - 9
  if (text.charCodeAt(at + 8) !== DOT || digits < 1 || digits > 6) return Number.NaN
  let fraction = 0
  for (let i = at + 9; i < end; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    fraction = fraction * 10 + digit
  }
  return whole + fraction * MICROS_OF_DIGITS[digits]!
}

/** What is wrong with a text that `parseTimestamp` refused, with the fix where there is one. */
export function explainTimestamp(text: string): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(.*)$/.exec(text)
  if (parts === null) return 'write it as YYYY-MM-DDThh:mm:ss.ffffffZ'
  const part = (index: number): number => Number(parts[index] ?? 0)
  const [year, month, day] = [part(1), part(2), part(3)]
  if (year < 1) return 'years go from 0001 to 9999'
  if (month < 1 || month > 12) return `there is no month ${parts[2]}`
  if (day < 1 || day > daysInMonth(year, month)) return `${parts[1]}-${parts[2]} has no day ${parts[3]}`
  if (part(4) > 23 || part(5) > 59 || part(6) > 59)
    return `there is no time ${parts[4]}:${parts[5]}:${parts[6] ?? '00'}`
  if (parts[8] === '') return 'the zone is missing: write UTC, with Z at the end'
  if (parts[8] !== 'Z') return `only UTC is taken: convert ${JSON.stringify(parts[8])} to Z`
  if (parts[6] === undefined) return 'the seconds are missing'
  if (parts[7] !== undefined && parts[7].length > 6) return 'at most 6 fraction digits (microseconds) are kept'
  if (text[10] !== 'T') return 'write T between date and time'
  return 'it lies beyond ±(2^53 − 1) microseconds (1684-07-28 to 2255-06-05)'
}

const MICROS_OF_DIGITS = [0, 100_000, 10_000, 1000, 100, 10, 1]
const UPPER_T = 84
const UPPER_Z = 90
const COLON = 58
const DOT = 46
