import { mismatch, quoteShort, RecordProblem } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import { explainTimestamp, formatTimestamp, parseTimestamp } from '../../timestamp.ts'
import { type JsonKind, quoted } from '../emitter.ts'
import { insideRange, outsideRange } from '../explain-range.ts'
import { notWholeMillis, notWholeMillisProblem } from '../millis.ts'

/** ISO 8601 in UTC with `Z`; 0 to 6 fraction digits are read, 6 are written. */
export const timestamp: JsonKind<ShapeOf<'timestamp'>> = {
  decode(shape, { input, output, path }, emit) {
    const problem = emit.constant((value: unknown, at: string) => explain(shape, value, at))
    return `${output} = typeof ${input} === 'string' ? ${emit.constant(parseTimestamp)}(${input}) : NaN
if (!${insideRange(output, shape.range, false)}${notWholeMillis(shape, output)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`
  },
  encode(shape, { input, path }, emit) {
    const problem = emit.constant(
      (value: unknown, at: string) => notWholeMillisProblem(shape, value, at) ?? outsideRange(shape, value, at),
    )
    return {
      check: `if (!(Number.isInteger(${input}) && ${insideRange(input, shape.range, false)})${notWholeMillis(shape, input)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`,
      parts: quoted(`${emit.constant(formatTimestamp)}(${input})`),
    }
  },
}

function explain(shape: ShapeOf<'timestamp'>, value: unknown, path: string): RecordProblem {
  if (typeof value === 'number')
    return new RecordProblem(
      'schema',
      path,
      `expected a timestamp as text, found the number ${value}: write YYYY-MM-DDThh:mm:ss.ffffffZ`,
    )
  if (typeof value !== 'string') return mismatch('a timestamp as text', value, path)
  const micros = parseTimestamp(value)
  if (!Number.isNaN(micros)) return notWholeMillisProblem(shape, micros, path) ?? outsideRange(shape, micros, path)
  return new RecordProblem('schema', path, `${quoteShort(value)} is not a timestamp: ${explainTimestamp(value)}`)
}
