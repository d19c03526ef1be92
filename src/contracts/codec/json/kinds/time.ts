import { mismatch, quoteShort, RecordProblem } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import { formatTime, parseTime } from '../../timestamp.ts'
import { type JsonKind, quoted } from '../emitter.ts'
import { insideRange, outsideRange } from '../explain-range.ts'
import { notWholeMillis, notWholeMillisProblem } from '../millis.ts'

/** `hh:mm:ss[.f]`, written with 6 fraction digits. */
export const time: JsonKind<ShapeOf<'time'>> = {
  decode(shape, { input, output, path }, emit) {
    const problem = emit.constant((value: unknown, at: string) => explain(shape, value, at))
    return `${output} = typeof ${input} === 'string' ? ${emit.constant(parseTime)}(${input}) : NaN
if (!${insideRange(output, shape.range, false)}${notWholeMillis(shape, output)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`
  },
  encode(shape, { input, path }, emit) {
    const problem = emit.constant(
      (value: unknown, at: string) => notWholeMillisProblem(shape, value, at) ?? outsideRange(shape, value, at),
    )
    return {
      check: `if (!(Number.isInteger(${input}) && ${insideRange(input, shape.range, false)})${notWholeMillis(shape, input)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`,
      parts: quoted(`${emit.constant(formatTime)}(${input})`),
    }
  },
}

function explain(shape: ShapeOf<'time'>, value: unknown, path: string): RecordProblem {
  if (typeof value !== 'string') return mismatch('a time as text (hh:mm:ss.ffffff)', value, path)
  const micros = parseTime(value)
  if (!Number.isNaN(micros)) return notWholeMillisProblem(shape, micros, path) ?? outsideRange(shape, micros, path)
  return new RecordProblem('schema', path, `${quoteShort(value)} is not a time of day: write hh:mm:ss.ffffff`)
}
