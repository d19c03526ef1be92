import { formatDate, parseDate } from '../../civil-date.ts'
import { mismatch, quoteShort, RecordProblem } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import { type JsonKind, quoted } from '../emitter.ts'
import { insideRange, outsideRange } from '../explain-range.ts'

/** `YYYY-MM-DD`, years 0001 to 9999. */
export const date: JsonKind<ShapeOf<'date'>> = {
  decode(shape, { input, output, path }, emit) {
    const problem = emit.constant((value: unknown, at: string) => explain(shape, value, at))
    return `${output} = typeof ${input} === 'string' ? ${emit.constant(parseDate)}(${input}) : NaN
if (!${insideRange(output, shape.range, false)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`
  },
  encode(shape, { input, path }, emit) {
    const problem = emit.constant((value: unknown, at: string) => outsideRange(shape, value, at))
    return {
      check: `if (!(Number.isInteger(${input}) && ${insideRange(input, shape.range, false)})) { ${emit.report(`${problem}(${input}, ${path})`)} }`,
      parts: quoted(`${emit.constant(formatDate)}(${input})`),
    }
  },
}

function explain(shape: ShapeOf<'date'>, value: unknown, path: string): RecordProblem {
  if (typeof value !== 'string') return mismatch('a date as text (YYYY-MM-DD)', value, path)
  const days = parseDate(value)
  if (!Number.isNaN(days)) return outsideRange(shape, days, path)
  return new RecordProblem('schema', path, `${quoteShort(value)} is not a date: write YYYY-MM-DD, a day that exists`)
}
