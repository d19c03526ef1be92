import type { ShapeOf } from '../../shape.ts'
import type { JsonKind } from '../emitter.ts'
import { breaksBounds, doubleFromJson, explainFloating, floatFromJson } from '../explain-floating.ts'

type Floating = ShapeOf<'float' | 'double'>

/** A JSON number; NaN and the infinities as strings. A float is the nearest binary32. */
export const floating: JsonKind<Floating> = {
  decode(shape, { input, output, path }, emit) {
    const parse = emit.constant(shape.kind === 'float' ? floatFromJson : doubleFromJson)
    const problem = emit.constant((value: unknown, at: string) => explainFloating(shape, value, at))
    return `${output} = ${parse}(${input})
if (${output} === undefined${breaksBounds(shape, output)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`
  },
  encode(shape, { input, path }, emit) {
    const problem = emit.constant((value: unknown, at: string) => explainFloating(shape, value, at))
    const notFloat = shape.kind === 'float' ? ` || !Object.is(Math.fround(${input}), ${input})` : ''
    return {
      check: `if (typeof ${input} !== 'number'${notFloat}${breaksBounds(shape, input)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`,
      parts: [{ source: `${emit.constant(numberText)}(${input})` }],
    }
  },
}

const numberText = (value: number): string =>
  Number.isFinite(value) ? (Object.is(value, -0) ? '-0' : String(value)) : `"${value}"`
