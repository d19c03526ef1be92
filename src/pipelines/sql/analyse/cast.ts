import type { Type } from '../../../kernel/value-type.ts'
import { typeText } from '../../expr/type-text.ts'
import { isExact, isNumeric } from '../../expr/types.ts'
import type { ExprOf } from '../ast.ts'
import type { Analyser } from './analysis.ts'
import type { SqlType } from './sql-type.ts'

/** The type of a CAST; a problem where the engines convert differently. */
export function castType({ problem }: Analyser, { to, at }: ExprOf<'cast'>, from: SqlType): SqlType {
  const nullable = from.nullable
  if (from.kind !== 'null') {
    const refused = refusal(from, to)
    if (refused !== undefined)
      problem(
        'sql-type-mismatch',
        at,
        `CAST of ${typeText({ ...from, nullable: false })} to ${typeText(to)}: ${refused.why}`,
        refused.fix,
      )
  }
  return { ...to, nullable }
}

interface Refusal {
  readonly why: string
  readonly fix: string
}

const EXACT: readonly Type['kind'][] = ['int', 'long', 'decimal']

function refusal(from: Type, to: Type): Refusal | undefined {
  const none = { why: 'there is no such conversion', fix: 'CAST to another type' }
  if (from.kind === to.kind) return undefined
  if (to.kind === 'string')
    return isExact(from) || from.kind === 'date'
      ? undefined
      : { why: 'each engine writes another text', fix: 'leave it as it is' }
  if (from.kind === 'string') return to.kind === 'boolean' || to.kind === 'bytes' ? none : undefined
  if (isExact(from) && (to.kind === 'int' || to.kind === 'long'))
    return from.kind === 'decimal' && from.scale > 0
      ? {
          why: 'Spark cuts the fraction off, the others round',
          fix: 'say which: CAST(FLOOR(x) AS bigint) or CAST(ROUND(x) AS bigint)',
        }
      : undefined
  if (isNumeric(from) && (to.kind === 'double' || to.kind === 'float')) return undefined
  if (isNumeric(from) && EXACT.includes(to.kind))
    return isExact(from) || to.kind === 'decimal'
      ? undefined
      : { why: 'Spark cuts the fraction off, the others round', fix: 'CAST to a decimal first, then ROUND or FLOOR' }
  const isTime = (type: Type) => type.kind === 'date' || type.kind === 'timestamp'
  return isTime(from) && isTime(to) ? undefined : none
}
