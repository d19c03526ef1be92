import { parseLong } from '../../integer-text.ts'
import type { RecordProblem } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import type { JsonKind } from '../emitter.ts'
import { explainInteger } from '../explain-integer.ts'
import { insideRange, outsideRange } from '../explain-range.ts'

/** A JSON number within ±(2^53 − 1), a string beyond (readers take a string for any long). */
export const long: JsonKind<ShapeOf<'long'>> = {
  decode(shape, { input, output, path }, emit) {
    const parse = emit.constant(longFromJson)
    const problem = emit.constant((value: unknown, at: string): RecordProblem => explainInteger(shape, value, at))
    return `${output} = ${parse}(${input})
if (!${insideRange(output, shape.range, true)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`
  },
  encode(shape, { input, path }, emit) {
    const problem = emit.constant((value: unknown, at: string): RecordProblem => outsideRange(shape, value, at))
    const safe = `${input} >= -9007199254740991n && ${input} <= 9007199254740991n`
    return {
      check: `if (!(typeof ${input} === 'bigint' && ${insideRange(input, shape.range, true)})) { ${emit.report(`${problem}(${input}, ${path})`)} }`,
      parts: [{ source: `(${safe} ? String(${input}) : '"' + ${input} + '"')` }],
    }
  },
}

function longFromJson(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined
  return typeof value === 'string' ? parseLong(value) : undefined
}
