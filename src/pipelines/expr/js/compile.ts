import type { Type } from '../../../kernel/value-type.ts'
import type { Expr, RefExpr } from '../ir.ts'
import { codeBlock } from './code-block.ts'
import { emitJs } from './emit.ts'
import { rt } from './runtime.ts'

/** One reference that the compiled function takes as an argument. */
export interface Parameter {
  readonly ref: RefExpr
  readonly type: Type
}

/** A function of the references' values, in that order. */
export function compileExpr(expr: Expr, parameters: readonly Parameter[]): (...values: readonly unknown[]) => unknown {
  const indexOf = (ref: RefExpr): number =>
    parameters.findIndex((parameter) => JSON.stringify(parameter.ref) === JSON.stringify(ref))
  const out = codeBlock()
  const scope = {
    typeOf: (ref: RefExpr): Type => parameters[indexOf(ref)]!.type,
    js: (ref: RefExpr): string => `p${indexOf(ref)}`,
  }
  const result = emitJs(expr, scope, out)
  const names = parameters.map((_, index) => `p${index}`).join(', ')
  const body = `'use strict'\nreturn (${names}) => {\n${out}\nreturn ${result}\n}`
  return new Function('rt', body)(rt) as (...values: readonly unknown[]) => unknown
}
