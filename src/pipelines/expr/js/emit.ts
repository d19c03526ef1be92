import type { Type } from '../../../kernel/value-type.ts'
import type { CallExpr, Expr, RefExpr } from '../ir.ts'
import type { LazyArg } from '../operator.ts'
import { operators } from '../operators/index.ts'
import { isLiteral, isRef, typeTree } from '../typing.ts'
import type { CodeBlock } from './code-block.ts'
import { jsLiteral } from './literal.ts'
import { atom, widenJs } from './widen.ts'

export interface JsScope {
  typeOf(ref: RefExpr): Type
  /** Text of the value; may be evaluated more than once. */
  js(ref: RefExpr): string
}

/**
 * Appends what evaluates the expression and gives the text of its value, in the representation of its type (kernel/value-type.ts).
 * The code expects the runtime (js/runtime.ts) under the name `rt`. The expression must have been typed without problems.
 */
export function emitJs(expr: Expr, scope: JsScope, out: CodeBlock): string {
  const { types, problems } = typeTree(expr, { ref: scope.typeOf })
  if (problems[0] !== undefined) throw new Error(`emitting an ill-typed expression: ${problems[0].message}`)
  return emit(expr, out)

  function emit(node: Expr, block: CodeBlock): string {
    if (isLiteral(node)) return jsLiteral(node)
    if (isRef(node)) return scope.js(node)
    const operator = operators[node.op]!
    const call = { type: types.get(node) as Type, options: node.options ?? {}, out: block }
    if (operator.js.nulls === 'own') return operator.js.emit(node.args.map(lazy), call)
    return emitStrict(node, block)
  }

  function emitStrict(node: CallExpr, block: CodeBlock): string {
    const operator = operators[node.op]!
    const call = { type: types.get(node) as Type, options: node.options ?? {} }
    const args = node.args.map((arg) => ({
      text: atom(emit(arg, block), block),
      type: types.get(arg) as Type,
      expr: arg,
    }))
    const nullable = args.filter((arg) => arg.type.nullable)
    if (operator.js.nulls !== 'strict') throw new Error(`${node.op} has its own null rule`)
    if (nullable.length === 0) return operator.js.emit(args, { ...call, out: block })
    const result = block.name()
    const { emit: emitOperator } = operator.js
    block.line(`let ${result} = null`)
    block.block(`if (${nullable.map((arg) => `${arg.text} !== null`).join(' && ')})`, (inner) => {
      const text = emitOperator(args, { ...call, out: inner })
      inner.line(`${result} = ${text}`)
    })
    return result
  }

  function lazy(arg: Expr): LazyArg {
    const type = types.get(arg)!
    const emitAs = (block: CodeBlock, as: Type | undefined): string =>
      as === undefined ? emit(arg, block) : widenJs(emit(arg, block), type, as, block)
    return {
      type,
      expr: arg,
      emit: emitAs,
      atom: (block, as) => atom(emitAs(block, as), block),
    }
  }
}
