/** The least number of two digits (`12`, `3400`, `0.56`) that is not below: bounds that people can read, and change. */
export function roundUp(value: number): number {
  if (value === 0) return 0
  if (value < 0) return -roundDown(-value)
  const step = 10 ** (Math.floor(Math.log10(value)) - 1)
  return tidy(Math.ceil(value / step - 1e-9) * step)
}

/** The greatest number of two digits that is not above. */
export function roundDown(value: number): number {
  if (value === 0) return 0
  if (value < 0) return -roundUp(-value)
  const step = 10 ** (Math.floor(Math.log10(value)) - 1)
  return tidy(Math.floor(value / step + 1e-9) * step)
}

const tidy = (value: number): number => Number(value.toPrecision(12))

/** Half as much again: what has never been seen, and would still surprise nobody. */
const MORE = 1.5

export interface Range {
  readonly min_value: number
  readonly max_value?: number
}

/** Whether a column counts on for ever, by its name. */
export const isCounter = (name: string): boolean =>
  /(^|_)(id|offset|partition|sequence|version|revision|lsn|epoch|year)$/i.test(name)

/** What a number may be that was seen from `least` to `greatest`. Counters (offsets, versions) grow without end. */
export function rangeOf(least: number, greatest: number, counts: boolean, isWhole = false): Range {
  const min_value = least >= 0 ? 0 : roundDown(least * MORE)
  if (counts) return { min_value }
  const most = greatest > 0 ? roundUp(greatest * MORE) : 0
  return { min_value, max_value: isWhole ? Math.ceil(most) : most }
}

/** A share of rows that has a value, in hundredths, two below what was seen. */
export const mostlyOf = (share: number): number => Math.max(0, Math.floor(share * 100 - 2) / 100)
