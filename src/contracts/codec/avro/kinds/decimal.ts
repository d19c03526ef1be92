import { MAX_NUMBER_PRECISION } from '../../../../kernel/value-type.ts'
import { insideRange } from '../../json/explain-range.ts'
import { explainUnscaled } from '../../json/explain-unscaled.ts'
import type { Shape, ShapeOf } from '../../shape.ts'
import type { AvroKind } from '../emitter.ts'
import { noValue } from '../explain.ts'
import { readUnscaled, readWideUnscaled, writeUnscaled } from '../unscaled.ts'

type Decimal = ShapeOf<'decimal'>

export const decimal: AvroKind<Decimal> = {
  read(writer, reader, { output, path }, emit) {
    const value = output ?? emit.fresh()
    const wide = isWide(reader)
    const read = emit.constant(wide ? readWideUnscaled : readUnscaled)
    const problem = emit.constant((found: unknown, at: string) => explain(reader, found, at))
    return `${output === undefined ? 'const ' : ''}${value} = ${read}(r, ${lengthOf(writer)})
if (!${insideRange(value, reader.range, wide)}) { ${emit.report(`${problem}(${value}, ${path})`)} }`
  },
  write(shape, { input, path }, emit) {
    const wide = isWide(shape)
    const isInteger = wide ? `typeof ${input} === 'bigint'` : `Number.isInteger(${input})`
    const problem = emit.constant((value: unknown, at: string) => explainUnscaled(shape, value, at))
    return `if (!(${isInteger} && ${insideRange(input, shape.range, wide)})) { ${emit.report(`${problem}(${input}, ${path})`)} }
${emit.constant(writeUnscaled)}(w, ${input}, ${shape.size})`
  },
  skip: (shape, emit) => `if (r.over(${lengthOf(shape)}) < 0) { ${emit.report('damaged()')} }`,
}

const isWide = ({ precision }: Decimal): boolean => precision > MAX_NUMBER_PRECISION

const lengthOf = (writer: Shape): string =>
  writer.kind === 'decimal' && writer.size !== undefined ? String(writer.size) : 'r.length()'

const explain = (shape: Decimal, value: unknown, path: string) =>
  value === undefined || Number.isNaN(value)
    ? noValue(`a decimal(${shape.precision},${shape.scale})`)(path)
    : explainUnscaled(shape, value, path)
