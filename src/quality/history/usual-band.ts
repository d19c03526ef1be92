/** What a number is usually, by its past. */
export interface UsualBand {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** Makes the median absolute deviation comparable with a standard deviation, for values of a normal distribution. */
const NORMAL = 1.4826

/**
 * The band around the median of earlier values: `deviations` robust standard deviations (1.4826 × median absolute deviation) to
 * both sides, and never narrower than `slack`, a share of the median: equal values in a row leave room too. Median and MAD stay
 * where they are while fewer than half of the values are wrong, so one bad load neither widens nor moves the band; a lasting
 * change becomes usual once it is half of the past.
 */
export function usualBand(
  past: readonly number[],
  { deviations, slack }: { readonly deviations: number; readonly slack: number },
): UsualBand {
  const median = medianOf(past)
  const mad = medianOf(past.map((value) => Math.abs(value - median)))
  const reach = Math.max(deviations * NORMAL * mad, slack * Math.abs(median))
  return { median, low: median - reach, high: median + reach }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 0 ? (low + high) / 2 : high
}
