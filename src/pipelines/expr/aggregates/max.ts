import { type AggregateExpr, type AggregateFunction, type AggregateOptions, aggregateOf } from '../aggregate.ts'
import { extremeFunction } from '../extreme-aggregate.ts'
import type { OrderedKind } from '../kinds.ts'
import type { TypedExpr } from '../typed.ts'

export const max = <K extends OrderedKind | null>(
  of: TypedExpr<K>,
  options?: AggregateOptions,
): AggregateExpr<TypedExpr<K | null>> => aggregateOf('max', of, options)

export const maxFunction: AggregateFunction = extremeFunction(
  'max',
  '>',
  'The greatest of the values that are not null; null of none. Strings by code point, NaN above every number.',
)
