import { MAX_NUMBER_PRECISION } from '../../../kernel/value-type.ts'
import { formatDecimal } from '../decimal.ts'
import { mismatch, RecordProblem } from '../record-problem.ts'
import type { ShapeOf } from '../shape.ts'
import { nameOf, outsideRange } from './explain-range.ts'

/** The problem of a value that should be the unscaled integer of a decimal within its range. */
export function explainUnscaled(shape: ShapeOf<'decimal'>, value: unknown, path: string): RecordProblem {
  const isWide = shape.precision > MAX_NUMBER_PRECISION
  const isRight = isWide ? typeof value === 'bigint' : Number.isInteger(value)
  if (!isRight) return mismatch(`the unscaled ${isWide ? 'bigint' : 'integer'} of ${nameOf(shape)}`, value, path)
  const problem = outsideRange(shape, value, path)
  return problem.reason === 'constraint'
    ? problem
    : new RecordProblem(
        'schema',
        path,
        `${formatDecimal(value as number | bigint, shape.scale)} has more digits than ${nameOf(shape)}`,
      )
}
