import { arithmeticType, sumDigits, sumDuckdb, sumFlink, sumJs } from '../arithmetic.ts'
import type { KindOf, NumericOperand, Widest } from '../kinds.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export function add<const A extends NumericOperand, const B extends NumericOperand>(
  a: A,
  b: B,
): TypedExpr<Widest<KindOf<A> | KindOf<B>>> {
  return call('add', [a, b])
}

export default defineOperator({
  name: 'add',
  summary: 'The sum; null when one is null. Decimals keep the greater scale and get one digit more.',
  arity: [2, 2],
  type: (args) => arithmeticType(args, sumDigits),
  js: { nulls: 'strict', emit: (args, { type, out }) => sumJs('add', '+', args, type, out) },
  sql: {
    duckdb: (args, { type }) => sumDuckdb('+', args, type),
    flink: (args, { type }) => sumFlink('+', args, type),
  },
  // biome-ignore format: one row a case
  cases: [
    [['int 2', 'int 3'], 'int 5'],
    [['int 2147483647', 'int 1'], 'overflow'],
    [['int -2147483648', 'int -1'], 'overflow'],
    [['int 2147483647', 'int53 1'], 'int53 2147483648'],
    [['int53 9007199254740991', 'int 1'], 'overflow'],
    [['int53 9007199254740990', 'int 1'], 'int53 9007199254740991'],
    [['long 9223372036854775807', 'int 1'], 'overflow'],
    [['long 9223372036854775806', 'int53 1'], 'long 9223372036854775807'],
    [['decimal(12,2) 12.30', 'decimal(4,1) 0.7'], 'decimal(13,2) 13.00'],
    [['decimal(12,2) 12.30', 'int 1'], 'decimal(13,2) 13.30'],
    [['decimal(15,2) 9999999999999.99', 'decimal(15,2) 0.01'], 'decimal(16,2) 10000000000000.00'],
    [['decimal(15,0) 999999999999999', 'decimal(15,15) 0.999999999999999'], 'decimal(31,15) 999999999999999.999999999999999'],
    [['decimal(38,0) 99999999999999999999999999999999999999', 'decimal(1,0) 1'], 'overflow'],
    [['decimal(38,0) 99999999999999999999999999999999999998', 'decimal(1,0) 1'], 'decimal(38,0) 99999999999999999999999999999999999999'],
    [['double 0.1', 'double 0.2'], 'double 0.30000000000000004'],
    [['double 1.7976931348623157e308', 'double 1.7976931348623157e308'], 'double Infinity'],
    [['float 0.1', 'float 0.2'], 'float 0.30000001192092896'],
    [['int? null', 'int 1'], 'int? null'],
    [['decimal(12,2) 1.00', 'decimal(12,2)? null'], 'decimal(13,2)? null'],
    [['decimal(2,1) 1.5', 'double 1.5'], 'refused'],
    [['double 1.5', 'int 1'], 'refused'],
    [['string a', 'string b'], 'refused'],
  ],
})
