import { comparison } from '../comparison.ts'
import type { AnyOperand, ComparableWith, KindOf, NullOf } from '../kinds.ts'
import { call, type TypedExpr } from '../typed.ts'

export function gte<const A extends AnyOperand, const B extends ComparableWith<KindOf<A>>>(
  a: A,
  b: B,
): TypedExpr<'boolean' | NullOf<KindOf<A> | KindOf<B>>> {
  return call('gte', [a, b])
}

// biome-ignore format: one row a case
export default comparison('gte', '>=', 'Whether the first is greater or equal; null when one is null.', [
  [['int 2', 'int 2'], 'boolean true'],
  [['decimal(12,2) 500.00', 'decimal(5,2) 500.00'], 'boolean true'],
  [['decimal(12,2) 499.99', 'int 500'], 'boolean false'],
  [['double NaN', 'double NaN'], 'boolean true'],
  [['double -0.0', 'double 0.0'], 'boolean true'],
  [['string a', 'string aa'], 'boolean false'],
  [['int? null', 'int 1'], 'boolean? null'],
  [['string? null', 'string? null'], 'boolean? null'],
])
