import { MAX_NUMBER_PRECISION } from '../../../../kernel/value-type.ts'
import { explainDecimal, formatDecimal, parseDecimal, parseWideDecimal } from '../../decimal.ts'
import { mismatch, quoteShort, RecordProblem } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import { type JsonKind, quoted } from '../emitter.ts'
import { insideRange, nameOf, outsideRange } from '../explain-range.ts'
import { explainUnscaled } from '../explain-unscaled.ts'

/** A string: a JSON number would have gone through a binary float. */
export const decimal: JsonKind<ShapeOf<'decimal'>> = {
  decode(shape, { input, output, path }, emit) {
    const wide = isWide(shape)
    const parse = emit.constant(wide ? parseWideDecimal : parseDecimal)
    const problem = emit.constant((value: unknown, at: string) => explain(shape, value, at))
    return `${output} = typeof ${input} === 'string' ? ${parse}(${input}, ${shape.precision}, ${shape.scale}) : undefined
if (!${insideRange(output, shape.range, wide)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`
  },
  encode(shape, { input, path }, emit) {
    const wide = isWide(shape)
    const isInteger = wide ? `typeof ${input} === 'bigint'` : `Number.isInteger(${input})`
    const problem = emit.constant((value: unknown, at: string) => explainUnscaled(shape, value, at))
    return {
      check: `if (!(${isInteger} && ${insideRange(input, shape.range, wide)})) { ${emit.report(`${problem}(${input}, ${path})`)} }`,
      parts: quoted(`${emit.constant(formatDecimal)}(${input}, ${shape.scale})`),
    }
  },
}

const isWide = (shape: ShapeOf<'decimal'>): boolean => shape.precision > MAX_NUMBER_PRECISION

function explain(shape: ShapeOf<'decimal'>, value: unknown, path: string): RecordProblem {
  const { precision, scale } = shape
  if (typeof value === 'number')
    return new RecordProblem(
      'schema',
      path,
      `expected ${nameOf(shape)} as a string, found the JSON number ${value}: write "${suggestion(value, scale)}"`,
    )
  if (typeof value !== 'string') return mismatch(`${nameOf(shape)} as a string`, value, path)
  const unscaled = parseWideDecimal(value, precision, scale)
  if (unscaled !== undefined) return outsideRange(shape, unscaled, path)
  return new RecordProblem(
    'schema',
    path,
    `${quoteShort(value)} is not ${nameOf(shape)}: ${explainDecimal(value, precision, scale)}`,
  )
}

/** The number as text, with the digits of the scale where that changes no digit. */
function suggestion(value: number, scale: number): string {
  const shortest = String(value)
  if (shortest.includes('e')) return shortest
  const digits = (shortest.split('.')[1] ?? '').length
  return digits < scale ? `${shortest}${digits === 0 ? '.' : ''}${'0'.repeat(scale - digits)}` : shortest
}
