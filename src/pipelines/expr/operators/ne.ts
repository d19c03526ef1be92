import { comparison } from '../comparison.ts'
import type { AnyOperand, ComparableWith, KindOf, NullOf } from '../kinds.ts'
import { call, type TypedExpr } from '../typed.ts'

export function ne<const A extends AnyOperand, const B extends ComparableWith<KindOf<A>>>(
  a: A,
  b: B,
): TypedExpr<'boolean' | NullOf<KindOf<A> | KindOf<B>>> {
  return call('ne', [a, b])
}

// biome-ignore format: one row a case
export default comparison('ne', '<>', 'Whether both differ; null when one is null.', [
  [['int 1', 'int 1'], 'boolean false'],
  [['decimal(3,2) 1.50', 'decimal(2,1) 1.6'], 'boolean true'],
  [['double NaN', 'double NaN'], 'boolean false'],
  [['double -0.0', 'double 0.0'], 'boolean false'],
  [['string a', 'string A'], 'boolean true'],
  [['boolean true', 'boolean false'], 'boolean true'],
  [['int? null', 'int 1'], 'boolean? null'],
  [['string? null', 'string? null'], 'boolean? null'],
])
