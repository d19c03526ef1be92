import type { ShapeOf } from '../../shape.ts'
import type { Emitter, JsonKind } from '../emitter.ts'
import { explainSymbol } from '../explain-symbol.ts'
import { breaksLimits } from '../explain-text.ts'
import { quote } from '../quote.ts'

export const enumeration: JsonKind<ShapeOf<'enum'>> = {
  decode: (shape, { input, output, path }, emit) => `${check(shape, input, path, emit)} else ${output} = ${input}`,
  encode: (shape, { input, path }, emit) =>
    `${check(shape, input, path, emit)} else text += ${emit.constant(quote)}(${input})`,
}

function check(shape: ShapeOf<'enum'>, input: string, path: string, emit: Emitter): string {
  const symbols = emit.constant(new Set(shape.symbols))
  const problem = emit.constant((value: unknown, at: string) => explainSymbol(shape, value, at))
  return `if (!${symbols}.has(${input})${breaksLimits(shape.limits, input, emit)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`
}
