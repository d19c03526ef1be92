import type { JsArg, JsCall } from '../operator.ts'
import { digitsOf, isBigint } from '../types.ts'
import type { CodeBlock } from './code-block.ts'
import { inRange } from './exact.ts'
import { jsString } from './literal.ts'

/** Powers of ten up to here are exact doubles. */
const EXACT_POWERS = 22

/** The quotient in JavaScript: numbers as long as both operands and the result are held as numbers. */
export function divideJs([a, b]: readonly JsArg[], { type, options, out }: JsCall): string {
  const divisor = b!.text
  if (type.kind !== 'decimal') return `(${divisor} === 0 ? null : ${a!.text} / ${divisor})`
  const up = type.scale - digitsOf(a!.type)!.scale + digitsOf(b!.type)!.scale
  const rounding = jsString(String(options.rounding))
  const numbers = !isBigint(a!.type) && !isBigint(b!.type) && !isBigint(type) && Math.abs(up) <= EXACT_POWERS
  if (numbers) {
    const [n, d] = up >= 0 ? [10 ** up, 1] : [1, 10 ** -up]
    return fitOrNull(`rt.divide(${a!.text}, ${n}, ${divisor}, ${d}, ${rounding})`, { type, out }, false)
  }
  const [x, y] = [a!, b!].map((arg) => (isBigint(arg.type) ? arg.text : `BigInt(${arg.text})`))
  const power = `${10n ** BigInt(Math.abs(up))}n`
  const [n, d] = up >= 0 ? [`${x} * ${power}`, y] : [x, `${y} * ${power}`]
  const quotient = fitOrNull(`rt.divideBig(${n}, ${d}, ${rounding})`, { type, out }, true)
  return isBigint(type) ? quotient : `(${quotient} === null ? null : Number(${quotient}))`
}

/** Comparing null with a number makes 0 of it, so null passes the range check. */
const fitOrNull = (text: string, { type, out }: { type: JsCall['type']; out: CodeBlock }, big: boolean): string =>
  inRange(text, type, 'div', out, big)
