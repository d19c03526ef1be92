import { didYouMean } from '../../kernel/suggest.ts'
import type { Type } from '../../kernel/value-type.ts'
import { aggregates } from './aggregates/index.ts'
import type { Aggregate, Expr } from './ir.ts'
import { isProblem } from './operator.ts'
import { type TypeScope, typeOf } from './typing.ts'

/** What is wrong at an aggregate or inside it; `siteOf(at)` says where the user wrote it. */
export interface AggregateProblem {
  readonly at: Aggregate | Expr
  readonly message: string
  readonly fix?: string
}

export type AggregateTyping =
  | { readonly kind: 'typed'; readonly type: Type; readonly arg?: Type }
  | { readonly kind: 'problems'; readonly problems: readonly AggregateProblem[] }

/** The type of an aggregate and of its argument; the scope knows the fields of its input. */
export function typeOfAggregate(aggregate: Aggregate, scope: TypeScope): AggregateTyping {
  const problem = (message: string, fix?: string): AggregateTyping => ({
    kind: 'problems',
    problems: [{ at: aggregate, message, ...(fix === undefined ? {} : { fix }) }],
  })
  const found = Object.hasOwn(aggregates, aggregate.aggregate) ? aggregates[aggregate.aggregate] : undefined
  const names = Object.keys(aggregates)
  if (found === undefined)
    return problem(
      `unknown aggregate "${aggregate.aggregate}"${didYouMean(aggregate.aggregate, names)}`,
      `use one of ${names.join(', ')}`,
    )
  if (aggregate.arg === undefined && found.argument === 'required')
    return problem(`${found.name} needs a value`, `write e.g. ${found.name}(order.total_amount)`)
  const arg = aggregate.arg === undefined ? undefined : typeOf(aggregate.arg, scope)
  const where = aggregate.where === undefined ? undefined : typeOf(aggregate.where, scope)
  const problems = [arg, where].flatMap((typing) => (typing?.kind === 'problems' ? typing.problems : []))
  if (problems.length > 0)
    return { kind: 'problems', problems: problems.map(({ expr, ...rest }) => ({ at: expr, ...rest })) }
  if (where?.kind === 'typed' && where.type.kind !== 'boolean')
    return problem('where needs a condition (true or false)')
  if (arg?.kind === 'typed' && arg.type.kind === 'null') return problem(`${found.name} of null`)
  const argType = arg?.kind === 'typed' && arg.type.kind !== 'null' ? arg.type : undefined
  const type = found.type(argType)
  if (isProblem(type)) return problem(`${found.name}: ${type.message}`, type.fix)
  return { kind: 'typed', type, ...(argType === undefined ? {} : { arg: argType }) }
}
