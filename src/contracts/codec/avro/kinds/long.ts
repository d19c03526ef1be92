import { insideRange, outsideRange } from '../../json/explain-range.ts'
import type { ShapeOf } from '../../shape.ts'
import type { AvroKind } from '../emitter.ts'
import { explainNumber } from '../explain.ts'

const LOW = -(2n ** 63n)
const HIGH = 2n ** 63n - 1n

export const long: AvroKind<ShapeOf<'long'>> = {
  read(_, reader, { output, path }, emit) {
    const problem = emit.constant(explainNumber(reader))
    if (output === undefined && reader.range.low === LOW && reader.range.high === HIGH)
      return `if (!r.overLong()) { ${emit.report(`${problem}(undefined, ${path})`)} }`
    const value = output ?? emit.fresh()
    return `${output === undefined ? 'const ' : ''}${value} = r.long()
if (!${insideRange(value, reader.range, true)}) { ${emit.report(`${problem}(${value}, ${path})`)} }`
  },
  write(shape, { input, path }, emit) {
    const problem = emit.constant((value: unknown, at: string) => outsideRange(shape, value, at))
    return `if (!(typeof ${input} === 'bigint' && ${insideRange(input, shape.range, true)})) { ${emit.report(`${problem}(${input}, ${path})`)} }
w.long(${input})`
  },
  skip: () => 'r.skipVarint()',
}
