import { type AggregateExpr, type AggregateFunction, type AggregateOptions, aggregateOf } from '../aggregate.ts'
import { extremeFunction } from '../extreme-aggregate.ts'
import type { OrderedKind } from '../kinds.ts'
import type { TypedExpr } from '../typed.ts'

export const min = <K extends OrderedKind | null>(
  of: TypedExpr<K>,
  options?: AggregateOptions,
): AggregateExpr<TypedExpr<K | null>> => aggregateOf('min', of, options)

export const minFunction: AggregateFunction = extremeFunction(
  'min',
  '<',
  'The least of the values that are not null; null of none. Strings by code point, NaN above every number.',
)
