import type { Type } from '../../../kernel/value-type.ts'
import type { Expr, RefExpr } from '../ir.ts'
import { operators } from '../operators/index.ts'
import { isLiteral, isRef, typeTree } from '../typing.ts'
import type { Dialect } from './dialect.ts'
import { sqlLiteral } from './literal.ts'

export interface SqlScope {
  typeOf(ref: RefExpr): Type
  /** Text of the value, e.g. a quoted column: it stands for itself in any context and may be repeated. */
  sql(ref: RefExpr): string
}

/**
 * The expression in a dialect, with the casts that make its meaning that of the operator. It must have been typed without problems.
 * @throws DqError when the dialect cannot say it exactly.
 */
export function printSql(expr: Expr, dialect: Dialect, scope: SqlScope): string {
  const { types, problems } = typeTree(expr, { ref: scope.typeOf })
  if (problems[0] !== undefined) throw new Error(`printing an ill-typed expression: ${problems[0].message}`)
  return print(expr)

  function print(node: Expr): string {
    if (isLiteral(node)) return sqlLiteral(node, dialect)
    if (isRef(node)) return scope.sql(node)
    const args = node.args.map((arg) => ({ text: print(arg), type: types.get(arg)!, expr: arg }))
    return operators[node.op]!.sql[dialect](args, { type: types.get(node) as Type, options: node.options ?? {} })
  }
}
