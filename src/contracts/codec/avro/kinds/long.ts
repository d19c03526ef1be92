import { insideRange, outsideRange } from '../../json/explain-range.ts'
import type { Range } from '../../range.ts'
import type { ShapeOf } from '../../shape.ts'
import type { AvroKind } from '../emitter.ts'
import { explainNumber } from '../explain.ts'

const LOW = -(2n ** 63n)
const HIGH = 2n ** 63n - 1n

export const long: AvroKind<ShapeOf<'long'>> = {
  read(_, { range, ...rest }, { output, path }, emit) {
    const problem = emit.constant(explainNumber({ ...rest, range }))
    const isAny = range.low === LOW && range.high === HIGH
    if (output !== undefined)
      return `${output} = r.long()
if (${isAny ? `${output} === undefined` : `!${insideRange(output, range, true)}`}) { ${emit.report(`${problem}(${output}, ${path})`)} }`
    if (isAny) return `if (!r.overLong()) { ${emit.report(`${problem}(undefined, ${path})`)} }`
    const [from, value] = [emit.fresh(), emit.fresh()]
    const [read, isWrong] = isRough(range)
      ? ['r.rough()', `!${insideRange(value, range, false)}`]
      : ['r.long()', `!${insideRange(value, range, true)}`]
    return `const ${from} = r.at
const ${value} = ${read}
if (${isWrong}) { r.at = ${from}; ${emit.report(`${problem}(r.long(), ${path})`)} }`
  },
  write(shape, { input, path }, emit) {
    const problem = emit.constant((value: unknown, at: string) => outsideRange(shape, value, at))
    return `if (!(typeof ${input} === 'bigint' && ${insideRange(input, shape.range, true)})) { ${emit.report(`${problem}(${input}, ${path})`)} }
w.long(${input})`
  },
  skip: () => 'r.skipVarint()',
}

/** A number that is exact where it is safe tells whether it is inside: it is compared with nothing beyond but the ends of the type. */
const isRough = ({ low, high }: Range): boolean => (low === LOW || isSafe(low)) && (high === HIGH || isSafe(high))
const isSafe = (limit: bigint): boolean => Number.isSafeInteger(Number(limit))
