import { isLower } from '../../range.ts'
import { mismatch, RecordProblem } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import type { JsonKind } from '../emitter.ts'
import { BOUND_NAMES } from '../explain-range.ts'

type Floating = ShapeOf<'float' | 'double'>

/** A JSON number; NaN and the infinities as strings. A float is the nearest binary32. */
export const floating: JsonKind<Floating> = {
  decode(shape, { input, output, path }, emit) {
    const parse = emit.constant(shape.kind === 'float' ? floatFromJson : doubleFromJson)
    const problem = emit.constant((value: unknown, at: string) => explain(shape, value, at))
    return `${output} = ${parse}(${input})
if (${output} === undefined${breaksBounds(shape, output)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`
  },
  encode(shape, { input, path }, emit) {
    const problem = emit.constant((value: unknown, at: string) => explain(shape, value, at))
    const notFloat = shape.kind === 'float' ? ` || !Object.is(Math.fround(${input}), ${input})` : ''
    return `if (typeof ${input} !== 'number'${notFloat}${breaksBounds(shape, input)}) { ${emit.report(`${problem}(${input}, ${path})`)} }
else text += ${emit.constant(numberText)}(${input})`
  },
}

function doubleFromJson(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return value === 'NaN' ? Number.NaN : value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : undefined
}

function floatFromJson(value: unknown): number | undefined {
  const double = doubleFromJson(value)
  if (double === undefined) return undefined
  const float = Math.fround(double)
  // A finite number that only overflows by rounding is not a float.
  return Number.isFinite(double) && !Number.isFinite(float) ? undefined : float
}

const numberText = (value: number): string =>
  Number.isFinite(value) ? (Object.is(value, -0) ? '-0' : String(value)) : `"${value}"`

const OPERATORS = { minimum: '>=', maximum: '<=', exclusiveMinimum: '>', exclusiveMaximum: '<' } as const

const breaksBounds = (shape: Floating, value: string): string =>
  shape.bounds.map(({ rule, limit }) => ` || !(${value} ${OPERATORS[rule]} ${limit})`).join('')

function explain(shape: Floating, value: unknown, path: string): RecordProblem {
  const number = shape.kind === 'float' ? floatFromJson(value) : doubleFromJson(value)
  const broken =
    number === undefined ? undefined : shape.bounds.find(({ rule, limit }) => isBroken(rule, number, limit))
  if (number === undefined || broken === undefined) return mismatch(`a ${shape.kind}`, value, path)
  if (Number.isNaN(number))
    return new RecordProblem('constraint', path, `NaN is not within the ${BOUND_NAMES[broken.rule]} ${broken.text}`)
  const relation = isLower(broken.rule) ? 'below' : 'above'
  return new RecordProblem(
    'constraint',
    path,
    `${number} is ${relation} the ${BOUND_NAMES[broken.rule]} ${broken.text}`,
  )
}

function isBroken(rule: keyof typeof OPERATORS, value: number, limit: number): boolean {
  switch (rule) {
    case 'minimum':
      return !(value >= limit)
    case 'exclusiveMinimum':
      return !(value > limit)
    case 'maximum':
      return !(value <= limit)
    case 'exclusiveMaximum':
      return !(value < limit)
  }
}
