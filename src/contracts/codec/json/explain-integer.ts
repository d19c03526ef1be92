import { parseLong } from '../integer-text.ts'
import { mismatch, RecordProblem } from '../record-problem.ts'
import type { ShapeOf } from '../shape.ts'
import { nameOf, outsideRange } from './explain-range.ts'

/** Why a JSON value is not this integer. */
export function explainInteger(shape: ShapeOf<'int' | 'int53' | 'long'>, value: unknown, path: string): RecordProblem {
  if (typeof value === 'number' && shape.kind !== 'int' && Number.isInteger(value) && !Number.isSafeInteger(value))
    return new RecordProblem(
      'schema',
      path,
      `the JSON number ${value} is beyond ±(2^53 − 1), where parsers lose digits: write it as a string`,
    )
  if (typeof value === 'number') return outsideRange(shape, value, path)
  const parsed = typeof value === 'string' && shape.kind !== 'int' ? parseLong(value) : undefined
  return parsed === undefined ? mismatch(nameOf(shape), value, path) : outsideRange(shape, parsed, path)
}
