import type { Aggregate, Expr, RefExpr } from '../expr/ir.ts'

/** Every reference in an expression, as written: named values and the score are not opened. */
export function* refsIn(expr: Expr): Generator<RefExpr> {
  if (expr.op === 'ref') yield expr as RefExpr
  else if ('args' in expr) for (const arg of expr.args) yield* refsIn(arg)
}

/** What named expressions stand for; `score` only where the job has one. */
export interface Definitions {
  readonly values: (name: string) => Expr | undefined
  readonly score: (name: 'value' | 'reasons' | 'threshold') => Expr | undefined
}

/** The references an expression comes down to once named values and the score are opened: fields, measures, matches, window. */
export function* baseRefs(expr: Expr, definitions: Definitions): Generator<RefExpr> {
  for (const ref of refsIn(expr)) {
    const opened =
      ref.of === 'value' ? definitions.values(ref.name) : ref.of === 'score' ? definitions.score(ref.name) : undefined
    if (opened === undefined) yield ref
    else yield* baseRefs(opened, definitions)
  }
}

/** The input fields that an aggregate reads. */
export function* fieldsOf(aggregate: Aggregate): Generator<string> {
  for (const part of [aggregate.arg, aggregate.where]) {
    if (part === undefined) continue
    for (const ref of refsIn(part)) if (ref.of === 'field') yield ref.name
  }
}
