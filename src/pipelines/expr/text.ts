import type { Aggregate, CallExpr, Expr } from './ir.ts'
import { isLiteral, isRef } from './typing.ts'

const INFIX: Readonly<Record<string, string>> = {
  add: '+',
  sub: '−',
  mul: '×',
  div: '÷',
  eq: '=',
  ne: '≠',
  lt: '<',
  lte: '≤',
  gt: '>',
  gte: '≥',
  and: 'and',
  or: 'or',
}

/** An expression as people write it: `match.paid < order.total_amount`. For reading only: it is not parsed again. */
export function exprText(expr: Expr, inside = false): string {
  if (isLiteral(expr))
    return expr.type === 'null' ? 'null' : expr.type === 'string' ? `'${expr.value}'` : String(expr.value)
  if (isRef(expr))
    return expr.of === 'field' ? `${expr.input}.${expr.name}` : `${PLURAL[expr.of] ?? expr.of}.${expr.name}`
  return callText(expr, inside)
}

const PLURAL: Readonly<Record<string, string>> = { measure: 'measures', value: 'values' }

function callText(call: CallExpr, inside: boolean): string {
  const infix = INFIX[call.op]
  if (infix === undefined) return `${call.op}(${call.args.map((arg) => exprText(arg)).join(', ')})`
  const text = call.args.map((arg) => exprText(arg, true)).join(` ${infix} `)
  return inside ? `(${text})` : text
}

/** `sum(payment.amount)`, `count(order) where …`. */
export function aggregateText({ aggregate, input, arg, where }: Aggregate): string {
  const condition = where === undefined ? '' : ` where ${exprText(where)}`
  return `${aggregate}(${arg === undefined ? input : exprText(arg)})${condition}`
}
