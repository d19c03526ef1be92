import { callSite } from '../expr/site.ts'
import type { ValuesInJson } from './builder-types.ts'
import { declared } from './declared.ts'
import { type Exprs, exprsOf } from './environment.ts'
import type { ScoreFunction } from './functions.ts'
import type { CustomScoreIr } from './ir.ts'

/** A scored set of rules, by the path of its file relative to the job's module. */
export interface RuleScorer {
  readonly kind: 'rules'
  readonly file: string
}

/** `E`: what its expressions may refer to. */
export interface CustomScorer<in E> {
  readonly kind: 'custom'
  readonly declare: (environment: E) => CustomScoreIr
  readonly score: ScoreFunction
}

interface CustomOptions<E, R> {
  /** As the picture and errors call it. */
  readonly name: string
  /** The values that the function is given: lineage is read from these. */
  readonly reads: (environment: E) => R & Exprs
  /** Decimal text: `score.threshold`. */
  readonly threshold: string
  /** Digits after the point of `score.value`, a decimal(15, scale); 2 when not given. */
  readonly scale?: number
  /**
   * Value (decimal text) and reasons, from the values alone: it may be called more than once for a record. Values come as
   * JSON in the conventions of fixtures: decimals and timestamps are text.
   */
  readonly score: (values: ValuesInJson<R>) => { readonly value: string; readonly reasons: readonly string[] }
}

export const rules = (file: string): RuleScorer => ({ kind: 'rules', file })

/** A function of your own as the score: it runs in the embedded engine only. */
export function custom<E, R>({ name, reads, threshold, scale = 2, score }: CustomOptions<E, R>): CustomScorer<E> {
  const at = callSite()
  if (!/^-?\d+(\.\d+)?$/.test(threshold))
    throw declared(`the threshold of score "${name}" is ${threshold}`, "give decimal text, e.g. '0.60'", at)
  if (!Number.isInteger(scale) || scale < 0 || scale > 15)
    throw declared(`the scale of score "${name}" is ${scale}`, 'give 0 to 15 digits after the point', at)
  return {
    kind: 'custom',
    declare(environment) {
      return { kind: 'custom', name, reads: exprsOf(reads(environment)), threshold, scale }
    },
    // What it is given is made from the same expressions as its type.
    score: score as ScoreFunction,
  }
}
