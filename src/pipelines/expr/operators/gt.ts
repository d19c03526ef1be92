import { comparison } from '../comparison.ts'
import type { AnyOperand, ComparableWith, KindOf, NullOf } from '../kinds.ts'
import { call, type TypedExpr } from '../typed.ts'

export function gt<const A extends AnyOperand, const B extends ComparableWith<KindOf<A>>>(
  a: A,
  b: B,
): TypedExpr<'boolean' | NullOf<KindOf<A> | KindOf<B>>> {
  return call('gt', [a, b])
}

// biome-ignore format: one row a case
export default comparison('gt', '>', 'Whether the first is greater; null when one is null.', [
  [['int 2', 'int 2'], 'boolean false'],
  [['decimal(4,2) 12.31', 'decimal(3,1) 12.3'], 'boolean true'],
  [['double NaN', 'double Infinity'], 'boolean true'],
  [['double 1', 'double NaN'], 'boolean false'],
  [['string \u{1F600}', 'string \uff5e'], 'boolean true'],
  [['long -9223372036854775808', 'long 9223372036854775807'], 'boolean false'],
  [['int? null', 'int 1'], 'boolean? null'],
  [['string? null', 'string? null'], 'boolean? null'],
])
