import { typeOfAggregate } from '../aggregate-typing.ts'
import { aggregates } from '../aggregates/index.ts'
import type { Aggregate } from '../ir.ts'
import type { Dialect } from './dialect.ts'
import { printSql, type SqlScope } from './print.ts'

/** An aggregate call in a dialect, with the casts that give it the type it has; `where` becomes FILTER, which both dialects have. */
export function printAggregate(aggregate: Aggregate, dialect: Dialect, scope: SqlScope): string {
  const typing = typeOfAggregate(aggregate, { ref: scope.typeOf })
  if (typing.kind === 'problems') throw new Error(`printing an ill-typed aggregate: ${typing.problems[0]?.message}`)
  const { type, arg } = typing
  return aggregates[aggregate.aggregate]!.sql[dialect]({
    text: aggregate.arg === undefined ? '*' : printSql(aggregate.arg, dialect, scope),
    filter: aggregate.where === undefined ? '' : ` FILTER (WHERE ${printSql(aggregate.where, dialect, scope)})`,
    type,
    ...(arg === undefined ? {} : { arg }),
  })
}
