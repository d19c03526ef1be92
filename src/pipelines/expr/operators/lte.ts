import { comparison } from '../comparison.ts'
import type { AnyOperand, ComparableWith, KindOf, NullOf } from '../kinds.ts'
import { call, type TypedExpr } from '../typed.ts'

export function lte<const A extends AnyOperand, const B extends ComparableWith<KindOf<A>>>(
  a: A,
  b: B,
): TypedExpr<'boolean' | NullOf<KindOf<A> | KindOf<B>>> {
  return call('lte', [a, b])
}

// biome-ignore format: one row a case
export default comparison('lte', '<=', 'Whether the first is less or equal; null when one is null.', [
  [['int 2', 'int 2'], 'boolean true'],
  [['decimal(4,2) 12.31', 'decimal(3,1) 12.3'], 'boolean false'],
  [['double NaN', 'double NaN'], 'boolean true'],
  [['double NaN', 'double 1'], 'boolean false'],
  [['double 0.0', 'double -0.0'], 'boolean true'],
  [['string b', 'string a'], 'boolean false'],
  [['int? null', 'int 1'], 'boolean? null'],
  [['string? null', 'string? null'], 'boolean? null'],
])
