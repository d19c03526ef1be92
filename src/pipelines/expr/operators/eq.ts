import { comparison } from '../comparison.ts'
import type { AnyOperand, ComparableWith, KindOf, NullOf } from '../kinds.ts'
import { call, type TypedExpr } from '../typed.ts'

export function eq<const A extends AnyOperand, const B extends ComparableWith<KindOf<A>>>(
  a: A,
  b: B,
): TypedExpr<'boolean' | NullOf<KindOf<A> | KindOf<B>>> {
  return call('eq', [a, b])
}

// biome-ignore format: one row a case
export default comparison('eq', '=', 'Whether both are equal; null when one is null.', [
  [['int 1', 'int 1'], 'boolean true'],
  [['decimal(3,2) 1.50', 'decimal(2,1) 1.5'], 'boolean true'],
  [['decimal(15,4) 99999999999.9999', 'decimal(15,2) 99999999999.99'], 'boolean false'],
  [['decimal(15,0) 900719925474099', 'decimal(15,14) 9.00719925474099'], 'boolean false'],
  [['long 9007199254740993', 'int53 9007199254740991'], 'boolean false'],
  [['long 5', 'int 5'], 'boolean true'],
  [['double NaN', 'double NaN'], 'boolean true'],
  [['double -0.0', 'double 0.0'], 'boolean true'],
  [['string é', 'string e\u0301'], 'boolean false'],
  [['boolean true', 'boolean? true'], 'boolean? true'],
  [['decimal(2,1) 1.5', 'double 1.5'], 'refused'],
  [['string 1', 'int 1'], 'refused'],
  [['decimal(38,10) 1.0000000000', 'decimal(38,0) 1'], 'refused'],
  [['int? null', 'int 1'], 'boolean? null'],
  [['string? null', 'string? null'], 'boolean? null'],
])
