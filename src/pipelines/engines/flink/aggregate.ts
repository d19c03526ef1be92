import { aggregates } from '../../expr/aggregates/index.ts'
import { printSql, type SqlScope } from '../../expr/sql/print.ts'
import { sqlString } from '../../expr/sql/quote.ts'
import type { ResolvedAggregate } from '../../job/resolved.ts'

/**
 * An aggregate over `dq.records`, where all inputs stand in one relation: only the records of its own input take part. Without
 * the filter an argument that is not null for other inputs (a literal, a coalesce) would count them too.
 */
export function aggregateSql({ aggregate, argType, type }: ResolvedAggregate, scope: SqlScope): string {
  const own = `\`input\` = ${sqlString(aggregate.input)}`
  const where = aggregate.where === undefined ? own : `${own} AND ${printSql(aggregate.where, 'flink', scope)}`
  return aggregates[aggregate.aggregate]!.sql.flink({
    text: aggregate.arg === undefined ? '*' : printSql(aggregate.arg, 'flink', scope),
    type,
    filter: ` FILTER (WHERE ${where})`,
    ...(argType === undefined ? {} : { arg: argType }),
  })
}
