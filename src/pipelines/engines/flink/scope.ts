import type { Expr, RefExpr } from '../../expr/ir.ts'
import { printSql, type SqlScope } from '../../expr/sql/print.ts'
import { refsIn } from '../../job/references.ts'
import type { TypedNode } from '../../job/resolved.ts'
import { typeOfRef } from '../../job/type-of-ref.ts'
import type { FlinkJob } from './job.ts'
import { quoted } from './quoted.ts'
import type { RuleColumns } from './rule-columns.ts'

const PREFIX = { measure: 'measures', match: 'match', value: 'values', score: 'score', state: 'state' } as const

/** The column of a reference, as the job's author writes it: `order.total_amount`, `measures.paid`, `score.value`. */
export function columnOf(ref: Exclude<RefExpr, { readonly of: 'window' }>): string {
  return ref.of === 'field' ? `${ref.input}.${ref.name}` : `${PREFIX[ref.of]}.${ref.name}`
}

/** What a named value or a part of the score stands for; undefined for other references. */
export function opened(job: FlinkJob, ref: RefExpr): TypedNode | undefined {
  if (ref.of === 'value') return job.values.get(ref.name)
  return ref.of === 'score' ? job.score?.[ref.name] : undefined
}

/** The references in expressions; named values and the score are opened unless their column is at hand. */
export function* columnRefs(job: FlinkJob, expr: Expr, atHand: ReadonlySet<string>): Generator<RefExpr> {
  for (const ref of refsIn(expr)) {
    const meaning = opened(job, ref)
    if (meaning === undefined || ref.of === 'window' || atHand.has(columnOf(ref))) yield ref
    else yield* columnRefs(job, meaning.expr, atHand)
  }
}

/**
 * References as columns; named values and the score that are no column (yet) as the expressions they stand for. `rules` knows
 * references that only the printer makes.
 */
export function flinkScope(job: FlinkJob, atHand: ReadonlySet<string>, rules?: RuleColumns): SqlScope {
  const scope: SqlScope = {
    typeOf: (ref) => (rules?.column(ref) === undefined ? typeOfRef(job, ref) : { kind: 'boolean', nullable: true }),
    sql(ref) {
      const rule = rules?.column(ref)
      if (rule !== undefined) return quoted(rule)
      if (ref.of === 'window') return windowSql[ref.name]
      const meaning = opened(job, ref)
      return meaning === undefined || atHand.has(columnOf(ref))
        ? quoted(columnOf(ref))
        : `(${printSql(meaning.expr, 'flink', scope)})`
    },
  }
  return scope
}

// The bounds come without a zone; the session's zone is UTC, so the cast makes them the instants they are.
const windowSql = {
  start: 'CAST(`window_start` AS TIMESTAMP_LTZ(6))',
  end: 'CAST(`window_end` AS TIMESTAMP_LTZ(6))',
  key: '`key`',
} as const
