import type { Bounds } from '../kwargs.ts'
import type { Dialect } from '../sql/dialect.ts'
import { all, literal } from '../sql/literal.ts'

/** Whether a value (of that neutral type) lies within the bounds; a bound that is not given lets everything through. */
export function withinSql(value: string, bounds: Bounds, dialect: Dialect, type?: string): string {
  const { min_value, max_value, strict_min, strict_max } = bounds
  const isGiven = <T>(bound: T | null | undefined): bound is T => bound !== undefined && bound !== null
  return all(
    isGiven(min_value) ? `${value} ${strict_min ? '>' : '>='} ${literal(min_value, dialect, type)}` : undefined,
    isGiven(max_value) ? `${value} ${strict_max ? '<' : '<='} ${literal(max_value, dialect, type)}` : undefined,
  )
}
