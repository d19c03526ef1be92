import { MAX_PRECISION } from '../../kernel/value-type.ts'
import type { OperatorProblem } from './operator.ts'
import { typeText } from './type-text.ts'
import { type ExprType, isExact } from './types.ts'

/** Why these types have nothing in common, and what to do about it. */
export function mismatch(types: readonly ExprType[]): OperatorProblem {
  const bare = types.filter((type) => type.kind !== 'null')
  const texts = [...new Set(bare.map((type) => typeText({ ...type, nullable: false } as ExprType)))].join(' and ')
  if (bare.length === 0) return { message: 'null alone has no type', fix: 'use a value, or leave the expression out' }
  if (bare.every(isExact))
    return {
      message: `${texts} together need more than ${MAX_PRECISION} digits`,
      fix: 'cast one to fewer digits first',
    }
  const approximate = bare.find((type) => type.kind === 'double' || type.kind === 'float')
  if (approximate !== undefined && bare.some(isExact))
    return {
      message: `${texts} do not mix: a ${approximate.kind} is only approximate`,
      fix: `convert on purpose, with toDouble(…), or write double(…) for a constant`,
    }
  return { message: `${texts} do not go together`, fix: 'use values of one type' }
}

export const wants = (what: string, type: ExprType): OperatorProblem => ({
  message: `needs ${what}, not ${typeText(type)}`,
})
