import { comparison } from '../comparison.ts'
import type { AnyOperand, ComparableWith, KindOf, NullOf } from '../kinds.ts'
import { call, type TypedExpr } from '../typed.ts'

export function lt<const A extends AnyOperand, const B extends ComparableWith<KindOf<A>>>(
  a: A,
  b: B,
): TypedExpr<'boolean' | NullOf<KindOf<A> | KindOf<B>>> {
  return call('lt', [a, b])
}

// biome-ignore format: one row a case
export default comparison('lt', '<', 'Whether the first is less; strings by code point, NaN above every number; null when one is null.', [
  [['int 1', 'int 2'], 'boolean true'],
  [['int 2', 'int 2'], 'boolean false'],
  [['decimal(4,2) 12.30', 'decimal(5,3) 12.301'], 'boolean true'],
  [['decimal(4,2) -0.01', 'int 0'], 'boolean true'],
  [['int53 9007199254740991', 'decimal(15,2) 9999999999999.99'], 'boolean false'],
  [['double NaN', 'double Infinity'], 'boolean false'],
  [['double Infinity', 'double NaN'], 'boolean true'],
  [['double -0.0', 'double 0.0'], 'boolean false'],
  [['string Z', 'string a'], 'boolean true'],
  // U+FF5E is one UTF-16 unit, U+1F600 two smaller ones: by code point it is greater all the same.
  [['string \uff5e', 'string \u{1F600}'], 'boolean true'],
  [['string a', 'string ab'], 'boolean true'],
  [['timestamp 2017-03-08T12:00:00.000001Z', 'timestamp 2017-03-08T12:00:00.000002Z'], 'boolean true'],
  [['date 2017-03-08', 'date 2017-03-09'], 'boolean true'],
  [['boolean false', 'boolean true'], 'refused'],
  [['int? null', 'int 1'], 'boolean? null'],
  [['string? null', 'string? null'], 'boolean? null'],
])
