import type { ShapeOf } from '../../shape.ts'
import type { Emitter, JsonKind } from '../emitter.ts'
import { breaksLimits, explainText } from '../explain-text.ts'
import { quote } from '../quote.ts'

export const string: JsonKind<ShapeOf<'string'>> = {
  decode: (shape, { input, output, path }, emit) => `${check(shape, input, path, emit)} else ${output} = ${input}`,
  encode: (shape, { input, path }, emit) =>
    `${check(shape, input, path, emit)} else text += ${emit.constant(quote)}(${input})`,
}

function check({ limits }: ShapeOf<'string'>, input: string, path: string, emit: Emitter): string {
  const problem = emit.constant((value: unknown, at: string) => explainText('a string', limits, value, at))
  return `if (typeof ${input} !== 'string' || !${input}.isWellFormed()${breaksLimits(limits, input, emit)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`
}
