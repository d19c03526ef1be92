import type { ShapeOf, TextLimits } from '../../shape.ts'
import { type Emitter, type JsonKind, quoted } from '../emitter.ts'
import { escaped } from '../escaped.ts'
import { breaksLimits, explainText } from '../explain-text.ts'

export const string: JsonKind<ShapeOf<'string'>> = {
  decode({ limits }, { input, output, path }, emit) {
    const isWrong = `typeof ${input} !== 'string' || !${input}.isWellFormed()${breaksLimits(limits, input, emit)}`
    return `if (${isWrong}) { ${emit.report(`${problemOf(limits, emit)}(${input}, ${path})`)} } else ${output} = ${input}`
  },
  encode({ limits }, { input, path }, emit) {
    const text = emit.fresh()
    return {
      check: `const ${text} = typeof ${input} === 'string' ? ${emit.constant(escaped)}(${input}) : undefined
if (${text} === undefined${breaksLimits(limits, input, emit)}) { ${emit.report(`${problemOf(limits, emit)}(${input}, ${path})`)} }`,
      parts: quoted(text),
    }
  },
}

const problemOf = (limits: TextLimits, emit: Emitter): string =>
  emit.constant((value: unknown, at: string) => explainText('a string', limits, value, at))
