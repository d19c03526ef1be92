import type { Aggregate, Expr, RefExpr } from '../expr/ir.ts'
import type { ResolvedScore } from './resolved.ts'

/** Every reference in an expression, as written: named values and the score are not opened. */
export function* refsIn(expr: Expr): Generator<RefExpr> {
  if (expr.op === 'ref') yield expr as RefExpr
  else if ('args' in expr) for (const arg of expr.args) yield* refsIn(arg)
}

type ScorePart = 'value' | 'reasons' | 'threshold'

/** What named expressions stand for; undefined for a name that is not there, or has a problem of its own. */
export interface Definitions {
  readonly values: (name: string) => Expr | undefined
  readonly score: (name: ScorePart) => readonly Expr[] | undefined
}

/** The expressions that a part of the score is made from. */
export function scoreParts(score: ResolvedScore, part: ScorePart): readonly Expr[] {
  if (score.kind === 'rules') return [score[part].expr]
  if (part === 'threshold') return [score.threshold.expr]
  return [...score.reads.values()].map(({ expr }) => expr)
}

/** The references an expression comes down to once named values and the score are opened: fields, measures, matches, window, state. */
export function* baseRefs(expr: Expr, definitions: Definitions): Generator<RefExpr> {
  for (const ref of refsIn(expr)) {
    const opened = openedParts(ref, definitions)
    if (opened === undefined) yield ref
    else for (const part of opened) yield* baseRefs(part, definitions)
  }
}

function openedParts(ref: RefExpr, definitions: Definitions): readonly Expr[] | undefined {
  if (ref.of === 'score') return definitions.score(ref.name)
  const value = ref.of === 'value' ? definitions.values(ref.name) : undefined
  return value && [value]
}

/** The input fields that an aggregate reads. */
export function* fieldsOf(aggregate: Aggregate): Generator<string> {
  for (const part of [aggregate.arg, aggregate.where]) {
    if (part === undefined) continue
    for (const ref of refsIn(part)) if (ref.of === 'field') yield ref.name
  }
}
