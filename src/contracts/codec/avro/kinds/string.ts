import { breaksLimits, explainText } from '../../json/explain-text.ts'
import type { ShapeOf } from '../../shape.ts'
import type { AvroEmitter, AvroKind } from '../emitter.ts'
import { noValue } from '../explain.ts'

const notText = noValue('a string in UTF-8')

export const string: AvroKind<ShapeOf<'string'>> = {
  read(_, { limits }, { output, path }, emit) {
    if (output === undefined && Object.keys(limits).length === 0)
      return `if (!r.overText()) { ${emit.report(`${emit.constant(notText)}(${path})`)} }`
    const value = output ?? emit.fresh()
    const problem = emit.constant((found: unknown, at: string) =>
      found === undefined ? notText(at) : explainText('a string', limits, found, at),
    )
    return `${output === undefined ? 'const ' : ''}${value} = r.text()
if (${value} === undefined${breaksLimits(limits, value, emit)}) { ${emit.report(`${problem}(${value}, ${path})`)} }`
  },
  write(shape, { input, path }, emit) {
    const problem = emit.constant((value: unknown, at: string) => explainText('a string', shape.limits, value, at))
    return `if (typeof ${input} !== 'string' || !${input}.isWellFormed()${breaksLimits(shape.limits, input, emit)}) { ${emit.report(`${problem}(${input}, ${path})`)} }
w.text(${input})`
  },
  skip: (_, emit) => skipLength(emit),
}

/** Over a string or bytes: a length, then so many bytes. */
export const skipLength = (emit: AvroEmitter): string => `if (r.over(r.length()) < 0) { ${emit.report('damaged()')} }`
