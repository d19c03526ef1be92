import { counted } from './report.ts'

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** Milliseconds in the greatest unit that has no rest: `7 days`, `36 hours`; undefined is for ever. */
export function durationText(ms: number | undefined): string {
  if (ms === undefined) return 'for ever'
  const [unit, size] = UNITS.find(([, size]) => ms >= size && ms % size === 0) ?? ['ms', 1]
  return unit === 'ms' ? `${ms} ms` : counted(ms / size, unit)
}
