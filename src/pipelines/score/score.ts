import type { Expr } from '../expr/ir.ts'
import { decimalLiteral } from '../expr/literals.ts'
import { setSite, siteOf } from '../expr/site.ts'
import type { Rule } from './rules.ts'

/**
 * value = least(maximum, the sum of the weights of the rules that fire); reasons = their names. Weights are first given one
 * scale, and added in pairs, so that the sum of many rules has few digits more than one.
 */
export function scoreExpr(rules: readonly Rule[], maximum: Expr): { readonly value: Expr; readonly reasons: Expr } {
  const weights = rules.map((rule) => choose(rule, decimalLiteral(rule.weight), zero(rule.weight)))
  const names = rules.map((rule) =>
    choose(rule, { op: 'literal', type: 'string', value: rule.name }, { op: 'literal', type: 'null' }),
  )
  return { value: { op: 'least', args: [maximum, total(weights)] }, reasons: { op: 'listOf', args: names } }
}

const choose = (rule: Rule, fires: Expr, otherwise: Expr): Expr => {
  const at = siteOf(rule.when)
  const expr: Expr = { op: 'caseWhen', args: [rule.when, fires, otherwise] }
  return at === undefined ? expr : setSite(expr, at)
}

/** 0 with as many digits after the point as the weight, so that neither is widened. */
const zero = (weight: string): Expr => decimalLiteral(weight.replaceAll(/\d/g, '0'))

function total(terms: readonly Expr[]): Expr {
  const [only] = terms
  if (terms.length === 1) return only!
  const half = Math.ceil(terms.length / 2)
  return { op: 'add', args: [total(terms.slice(0, half)), total(terms.slice(half))] }
}
