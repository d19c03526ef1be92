import type { Expr, RefExpr } from '../../expr/ir.ts'
import { printSql, type SqlScope } from '../../expr/sql/print.ts'
import type { FlinkJob } from './job.ts'
import { quoted } from './quoted.ts'

/**
 * The rules of a score as columns of their own: a condition is needed for the value and again for the reasons, and a person
 * who reads the SQL looks for it by its name.
 */
export interface RuleColumns {
  /** `condition AS name`, one for each rule. */
  columns(scope: SqlScope): readonly string[]
  /** The expression with the rules' conditions replaced by references to their columns. */
  inside(expr: Expr): Expr
  /** The column of such a reference; undefined for all others. */
  column(ref: RefExpr): string | undefined
}

export function ruleColumns(job: FlinkJob): RuleColumns {
  const rules = job.score?.rules ?? []
  const refs = new Map<Expr, RefExpr>(
    rules.map(({ name, when }) => [when, { op: 'ref', of: 'field', input: 'rule', name }]),
  )
  // By identity: a job's own input may well be called "rule".
  const names = new Map([...refs.values()].map((ref, index) => [ref, `rule:${rules[index]!.name}`]))
  const inside = (expr: Expr): Expr => {
    const ref = refs.get(expr)
    if (ref !== undefined) return ref
    return 'args' in expr ? { ...expr, args: expr.args.map(inside) } : expr
  }
  return {
    columns: (scope) => rules.map(({ name, when }) => `${printSql(when, 'flink', scope)} AS ${quoted(`rule:${name}`)}`),
    inside,
    column: (ref) => names.get(ref),
  }
}
