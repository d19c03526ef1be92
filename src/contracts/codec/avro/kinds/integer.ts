import { insideRange, outsideRange } from '../../json/explain-range.ts'
import { notWholeMillis, notWholeMillisProblem } from '../../json/millis.ts'
import type { ShapeOf } from '../../shape.ts'
import type { AvroKind } from '../emitter.ts'
import { explainNumber } from '../explain.ts'

type Integer = ShapeOf<'int' | 'int53' | 'date' | 'time' | 'timestamp'>

/** Whole numbers that are a number in memory: ints, bounded longs, days, and times, which are microseconds whatever their unit. */
export const integer: AvroKind<Integer> = {
  read(writer, reader, { output, path }, emit) {
    const value = output ?? emit.fresh()
    const read = `${isInt(writer) ? 'r.int()' : 'r.safe()'}${isMillis(reader) ? ' * 1000' : ''}`
    const problem = emit.constant(explainNumber(reader))
    return `${output === undefined ? 'const ' : ''}${value} = ${read}
if (!${insideRange(value, reader.range, false)}) { ${emit.report(`${problem}(${value}, ${path})`)} }`
  },
  write(shape, { input, path }, emit) {
    const isTimed = shape.kind === 'time' || shape.kind === 'timestamp'
    const problem = emit.constant(
      (value: unknown, at: string) =>
        (isTimed ? notWholeMillisProblem(shape, value, at) : undefined) ?? outsideRange(shape, value, at),
    )
    return `if (!(Number.isInteger(${input}) && ${insideRange(input, shape.range, false)})${isTimed ? notWholeMillis(shape, input) : ''}) { ${emit.report(`${problem}(${input}, ${path})`)} }
w.integer(${input}${isMillis(shape) ? ' / 1000' : ''})`
  },
  skip: () => 'r.skipVarint()',
}

const isMillis = (shape: Integer): boolean =>
  (shape.kind === 'time' || shape.kind === 'timestamp') && shape.unit === 'millis'

/** Whether Avro stores it as an int; the others are longs. */
const isInt = (writer: { readonly kind: string; readonly unit?: string }): boolean =>
  writer.kind === 'int' || writer.kind === 'date' || (writer.kind === 'time' && writer.unit === 'millis')
