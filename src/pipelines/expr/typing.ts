import { didYouMean } from '../../kernel/suggest.ts'
import type { Type } from '../../kernel/value-type.ts'
import type { CallExpr, Expr, LiteralExpr, RefExpr } from './ir.ts'
import { digitsOfDecimal } from './literals.ts'
import { isProblem, type OperatorProblem } from './operator.ts'
import { operators } from './operators/index.ts'
import { decimalType, type ExprType } from './types.ts'

export type RefProblem = OperatorProblem

export interface TypeScope {
  ref(ref: RefExpr): Type | RefProblem
}

/** What is wrong at one node; `siteOf(expr)` says where the user wrote it. */
export interface ExprProblem {
  readonly expr: Expr
  readonly message: string
  readonly fix?: string
}

export type Typing =
  | { readonly kind: 'typed'; readonly type: ExprType }
  | { readonly kind: 'problems'; readonly problems: readonly ExprProblem[] }

/** The type of an expression, or everything that is wrong with it. A bare `null` has the type null: it fits what may be null. */
export function typeOf(expr: Expr, scope: TypeScope): Typing {
  const { types, problems } = typeTree(expr, scope)
  const type = types.get(expr)
  return problems.length > 0 || type === undefined ? { kind: 'problems', problems } : { kind: 'typed', type }
}

/** Types of the expression and of all its parts; a part that has none is absent, and has a problem. */
export function typeTree(
  expr: Expr,
  scope: TypeScope,
): { readonly types: ReadonlyMap<Expr, ExprType>; readonly problems: readonly ExprProblem[] } {
  const types = new Map<Expr, ExprType>()
  const problems: ExprProblem[] = []
  visit(expr)
  return { types, problems }

  function visit(node: Expr): ExprType | undefined {
    const known = types.get(node)
    if (known !== undefined) return known
    const found = typeOfNode(node)
    if (found === undefined) return undefined
    if ('message' in found) {
      problems.push({ expr: node, ...found })
      return undefined
    }
    types.set(node, found)
    return found
  }

  function typeOfNode(node: Expr): ExprType | OperatorProblem | undefined {
    if (isLiteral(node)) return literalType(node)
    if (isRef(node)) return scope.ref(node)
    const args = node.args.map(visit)
    const shape = shapeProblem(node)
    if (shape !== undefined) return shape
    if (args.some((arg) => arg === undefined)) return undefined
    const known = args as readonly ExprType[]
    const operator = operators[node.op]!
    if (operator.js.nulls === 'strict' && known.some((arg) => arg.kind === 'null'))
      return { message: `${node.op} of null is always null`, fix: 'leave it out, or test with isNull(…)' }
    const type = operator.type(known, { options: node.options ?? {}, args: node.args })
    return isProblem(type) ? { ...type, message: `${node.op}: ${type.message}` } : type
  }
}

export const isRef = (expr: Expr): expr is RefExpr => expr.op === 'ref' && 'of' in expr

export const isLiteral = (expr: Expr): expr is LiteralExpr => expr.op === 'literal' && 'type' in expr

function shapeProblem(call: CallExpr): OperatorProblem | undefined {
  const operator = Object.hasOwn(operators, call.op) ? operators[call.op] : undefined
  if (operator === undefined) {
    const names = Object.keys(operators)
    return {
      message: `unknown operator "${call.op}"${didYouMean(call.op, names)}`,
      fix: `use one of ${names.join(', ')}`,
    }
  }
  const [least, most] = operator.arity
  const count = call.args.length
  if (count < least || count > most) {
    const wanted = least === most ? `${least}` : most === Infinity ? `at least ${least}` : `${least} to ${most}`
    return { message: `${call.op} takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${count}` }
  }
  for (const option of Object.keys(call.options ?? {})) {
    if (!operator.options?.includes(option))
      return { message: `${call.op} has no option "${option}"${didYouMean(option, operator.options ?? [])}` }
  }
  return undefined
}

function literalType(literal: LiteralExpr): ExprType {
  switch (literal.type) {
    case 'null':
      return { kind: 'null', nullable: true }
    case 'decimal': {
      const { precision, scale } = digitsOfDecimal(literal.value)
      return decimalType(precision, scale)
    }
    default:
      return { kind: literal.type, nullable: false }
  }
}
