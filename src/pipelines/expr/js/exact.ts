import type { Type } from '../../../kernel/value-type.ts'
import { typeText } from '../type-text.ts'
import { type DecimalType, digitsOf, isBigint } from '../types.ts'
import type { CodeBlock } from './code-block.ts'
import { jsString } from './literal.ts'

const LIMITS = { int: 2n ** 31n, int53: 2n ** 53n, long: 2n ** 63n }

/** Greatest and least value of an exact type, as its unscaled integer. */
function rangeOf(type: Type): { readonly max: bigint; readonly min: bigint } {
  switch (type.kind) {
    case 'int':
    case 'long':
      return { max: LIMITS[type.kind] - 1n, min: -LIMITS[type.kind] }
    case 'int53':
      return { max: LIMITS.int53 - 1n, min: 1n - LIMITS.int53 }
    default: {
      const max = 10n ** BigInt((type as DecimalType).precision) - 1n
      return { max, min: -max }
    }
  }
}

/** Names the value and throws ExprOverflow when it is out of the type's range. `big` says whether the text is a bigint. */
export function inRange(text: string, type: Type, operator: string, out: CodeBlock, big = isBigint(type)): string {
  const value = out.name()
  const { max, min } = rangeOf(type)
  const n = big ? 'n' : ''
  out.line(`const ${value} = ${text}`)
  out.line(
    `if (${value} > ${max}${n} || ${value} < ${min}${n}) rt.overflow(${jsString(operator)}, ${jsString(typeText({ ...type, nullable: false }))})`,
  )
  return value
}

/**
 * One exact type from another, the scale not less than before, with a range check only where the digits may not fit.
 * `text` is not null. A number-held product beyond 2^53 is rounded, but never back into the range that is checked.
 */
export function convertExact(text: string, from: Type, to: Type, operator: string, out: CodeBlock): string {
  const [a, b] = [digitsOf(from)!, digitsOf(to)!]
  const up = b.scale - a.scale
  const risky = from.kind !== to.kind || to.kind === 'decimal' ? a.precision + up > b.precision : false
  const [fromBig, toBig] = [isBigint(from), isBigint(to)]
  if (!fromBig && !toBig) {
    const scaled = up === 0 ? text : `(${text} * ${10 ** up})`
    return risky ? inRange(scaled, to, operator, out) : scaled
  }
  if (!fromBig) {
    const small = a.precision + up <= 15
    const scaled = small
      ? `BigInt(${up === 0 ? text : `${text} * ${10 ** up}`})`
      : `(BigInt(${text}) * ${10n ** BigInt(up)}n)`
    return risky ? inRange(scaled, to, operator, out) : scaled
  }
  const scaled = up === 0 ? text : `(${text} * ${10n ** BigInt(up)}n)`
  const checked = risky ? inRange(scaled, to, operator, out, true) : scaled
  return toBig ? checked : `Number(${checked})`
}
