/**
 * Days since 1970-01-01 of a day of the proleptic Gregorian calendar, without allocating a Date.
 * Algorithm `days_from_civil` of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (public domain), for years from 1 on.
 */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = (y / 400) | 0
  const yearOfEra = y - era * 400
  const dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) | 0) + day - 1
  const dayOfEra = yearOfEra * 365 + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The inverse (`civil_from_days`), as `YYYY-MM-DD`; for days of the years 0001 to 9999. */
export function formatDate(days: number): string {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra =
    ((dayOfEra - ((dayOfEra / 1460) | 0) + ((dayOfEra / 36_524) | 0) - ((dayOfEra / 146_096) | 0)) / 365) | 0
  const dayOfYear = dayOfEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0))
  const mp = ((5 * dayOfYear + 2) / 153) | 0
  const day = dayOfYear - (((153 * mp + 2) / 5) | 0) + 1
  const month = mp < 10 ? mp + 3 : mp - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${TWO_DIGITS[(year / 100) | 0]}${TWO_DIGITS[year % 100]}-${TWO_DIGITS[month]}-${TWO_DIGITS[day]}`
}

/** 0001-01-01 and 9999-12-31: the years that ISO 8601 text without a sign can say. */
export const MIN_DAYS = -719_162
export const MAX_DAYS = 2_932_896

/** Days since 1970-01-01 of the text `YYYY-MM-DD` that starts at `at`; NaN when it is not a day of the years 0001 to 9999. */
export function parseDays(text: string, at: number): number {
  const year = twoDigits(text, at) * 100 + twoDigits(text, at + 2)
  const month = twoDigits(text, at + 5)
  const day = twoDigits(text, at + 8)
  if (text.charCodeAt(at + 4) !== HYPHEN || text.charCodeAt(at + 7) !== HYPHEN) return Number.NaN
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN
  if (day > 28 && day > daysInMonth(year, month)) return Number.NaN
  return daysFromCivil(year, month, day)
}

/** Days since 1970-01-01, or NaN. */
export const parseDate = (text: string): number => (text.length === 10 ? parseDays(text, 0) : Number.NaN)

export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** The number that two ASCII digits at `at` say, or one so negative that every sum with it fails a range check. */
export function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NOT_DIGITS
}

const NOT_DIGITS = -1_000_000
const HYPHEN = 45

/** `00` to `99`. */
export const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'))
