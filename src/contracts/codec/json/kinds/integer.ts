import { parseSafeInteger } from '../../integer-text.ts'
import type { RecordProblem } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import type { JsonKind } from '../emitter.ts'
import { explainInteger } from '../explain-integer.ts'
import { insideRange, outsideRange } from '../explain-range.ts'

/** int, and longs that the contract keeps within ±(2^53 − 1): a JSON number; an int53 is taken as text too, as every long. */
export const integer: JsonKind<ShapeOf<'int' | 'int53'>> = {
  decode(shape, { input, output, path }, emit) {
    const problem = emit.constant((value: unknown, at: string): RecordProblem => explainInteger(shape, value, at))
    const fromText =
      shape.kind === 'int' ? 'NaN' : `typeof ${input} === 'string' ? ${emit.constant(parseSafeInteger)}(${input}) : NaN`
    // Adding 0 turns -0 into 0.
    return `${output} = typeof ${input} === 'number' ? ${input} + 0 : ${fromText}
if (!(Number.isInteger(${output}) && ${insideRange(output, shape.range, false)})) { ${emit.report(`${problem}(${input}, ${path})`)} }`
  },
  encode(shape, { input, path }, emit) {
    const problem = emit.constant((value: unknown, at: string): RecordProblem => outsideRange(shape, value, at))
    return {
      check: `if (!(Number.isInteger(${input}) && ${insideRange(input, shape.range, false)})) { ${emit.report(`${problem}(${input}, ${path})`)} }`,
      parts: [{ source: input }],
    }
  },
}
