import type { Type } from '../../kernel/value-type.ts'
import type { CodeBlock } from './js/code-block.ts'
import { convertExact } from './js/exact.ts'
import { atom } from './js/widen.ts'
import { mismatch } from './mismatch.ts'
import type { OperatorProblem } from './operator.ts'
import { typeText } from './type-text.ts'
import { digitsOf, type ExprType, isExact, sameType } from './types.ts'

/**
 * Why a value of type `from` cannot be written to a field of type `to`, or undefined when it can. Exact numbers widen; a decimal may
 * change its precision as long as its scale does not shrink; what may be too big is checked when it is written.
 */
export function storeProblem(from: ExprType, to: Type): OperatorProblem | undefined {
  if (from.nullable && !to.nullable)
    return from.kind === 'null'
      ? { message: `null does not fit: ${typeText(to)} is required`, fix: 'give it a value' }
      : { message: `may be null, but ${typeText(to)} is required`, fix: 'wrap it in coalesce(…) with a default' }
  if (from.kind === 'null') return undefined
  if (isExact(from) && isExact(to)) return exactProblem(from, to)
  if (from.kind === 'array' && to.kind === 'array') {
    const items = sameType(from.items, to.items) ? storeProblem(from.items, to.items) : mismatch([from, to])
    return items === undefined ? undefined : { message: `items: ${items.message}` }
  }
  return sameType(from, to) ? undefined : unlike(from, to)
}

function exactProblem(from: ExprType, to: Type): OperatorProblem | undefined {
  if (to.kind === 'decimal') {
    if (digitsOf(from)!.scale <= to.scale) return undefined
    return {
      message: `${typeText(from)} has more digits after the point than ${typeText(to)}`,
      fix: `round it with cast(…, 'decimal(${to.precision},${to.scale})'), or give div the scale ${to.scale}`,
    }
  }
  if (from.kind === 'decimal') return unlike(from, to)
  if (to.kind === 'int' && from.kind !== 'int')
    return { message: `${typeText(from)} may not fit in an int`, fix: `cast it: cast(…, 'int')` }
  return undefined
}

const unlike = (from: ExprType, to: Type): OperatorProblem => ({
  message: `is ${typeText({ ...from, nullable: false } as ExprType)}, but ${typeText({ ...to, nullable: false })} is wanted`,
  ...(isExact(from) && to.kind === 'double' ? { fix: 'wrap it in toDouble(…)' } : {}),
  ...(from.kind !== 'string' && isExact(from) && to.kind === 'string' ? { fix: "cast it: cast(…, 'string')" } : {}),
})

/**
 * The value in the representation of the field's type; null stays null. `text` comes from `emitJs` of an expression of type `from`,
 * and `storeProblem` found nothing. Throws ExprOverflow at run time for what does not fit.
 */
export function emitStore(text: string, from: ExprType, to: Type, out: CodeBlock): string {
  if (from.kind === 'null' || !isExact(from) || !isExact(to)) return text
  const probe = out.scratch()
  if (convertExact('x', from, to, 'store', probe) === 'x') return text
  const value = atom(text, out)
  if (!from.nullable) return convertExact(value, from, to, 'store', out)
  const stored = out.name()
  out.line(`let ${stored} = null`)
  out.block(`if (${value} !== null)`, (inner) => {
    const converted = convertExact(value, from, to, 'store', inner)
    inner.line(`${stored} = ${converted}`)
  })
  return stored
}
