import type { ShapeOf } from '../../shape.ts'
import type { Emitter, JsonKind, Source } from '../emitter.ts'
import { explainSymbol } from '../explain-symbol.ts'
import { breaksLimits } from '../explain-text.ts'

export const enumeration: JsonKind<ShapeOf<'enum'>> = {
  decode(shape, { input, output, path }, emit) {
    const isKnown = `${emit.constant(new Set(shape.symbols))}.has(${input})`
    return `if (!${isKnown}${refused(shape, { input, path }, emit)} else ${output} = ${input}`
  },
  encode(shape, from, emit) {
    const text = emit.fresh()
    const texts = emit.constant(new Map(shape.symbols.map((symbol) => [symbol, JSON.stringify(symbol)])))
    return {
      check: `const ${text} = ${texts}.get(${from.input})
if (${text} === undefined${refused(shape, from, emit)}`,
      parts: [{ source: text }],
    }
  },
}

/** The rest of the test that began. */
function refused(shape: ShapeOf<'enum'>, { input, path }: Source, emit: Emitter): string {
  const problem = emit.constant((value: unknown, at: string) => explainSymbol(shape, value, at))
  return `${breaksLimits(shape.limits, input, emit)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`
}
