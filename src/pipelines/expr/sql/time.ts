import { DqError } from '../../../kernel/errors.ts'
import type { Expr } from '../ir.ts'

/** Microseconds since the epoch, in DuckDB. */
export const duckdbMicros = (text: string): string => `epoch_us(${text})`

/** floor(n / d) in DuckDB, whose // truncates. */
export const duckdbFloorDiv = (n: string, d: number): string => `((${n} - ((${n} % ${d}) + ${d}) % ${d}) // ${d})`

/**
 * Microseconds or milliseconds since the epoch, in Flink, which has no function for either: whole seconds and the rest both
 * truncate towards zero and so add up exactly, before 1970 too.
 */
export function flinkEpoch(text: string, unit: 'MICROSECOND' | 'MILLISECOND'): string {
  return `(EXTRACT(EPOCH FROM ${text}) * ${unit === 'MICROSECOND' ? 1_000_000 : 1_000} + EXTRACT(${unit} FROM ${text}))`
}

/**
 * A constant number of milliseconds as a Flink interval.
 * @throws DqError when the expression is no constant.
 */
export function flinkInterval(millis: Expr): string {
  const value =
    millis.op === 'literal' && 'type' in millis && millis.type !== 'null' ? Number(millis.value) : Number.NaN
  if (!Number.isSafeInteger(value))
    throw new DqError('Flink adds only constant times', { hint: 'write the milliseconds as a number' })
  const size = Math.abs(value)
  const two = (n: number): string => String(n).padStart(2, '0')
  const days = Math.floor(size / 86_400_000)
  if (days > 999) throw new DqError('an interval of Flink has at most 999 days', { hint: 'use less' })
  const clock = [size / 3_600_000, size / 60_000, size / 1000].map((n, i) => two(Math.floor(n) % (i === 0 ? 24 : 60)))
  const rest = String(size % 1000).padStart(3, '0')
  return `INTERVAL ${value < 0 ? '-' : ''}'${days} ${clock.join(':')}.${rest}' DAY(3) TO SECOND(3)`
}
