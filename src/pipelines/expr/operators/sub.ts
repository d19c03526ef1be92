import { arithmeticType, sumDigits, sumDuckdb, sumFlink, sumJs } from '../arithmetic.ts'
import type { KindOf, NumericOperand, Widest } from '../kinds.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export function sub<const A extends NumericOperand, const B extends NumericOperand>(
  a: A,
  b: B,
): TypedExpr<Widest<KindOf<A> | KindOf<B>>> {
  return call('sub', [a, b])
}

export default defineOperator({
  name: 'sub',
  summary: 'The difference; null when one is null. Decimals keep the greater scale and get one digit more.',
  arity: [2, 2],
  type: (args) => arithmeticType(args, sumDigits),
  js: { nulls: 'strict', emit: (args, { type, out }) => sumJs('sub', '-', args, type, out) },
  sql: {
    duckdb: (args, { type }) => sumDuckdb('-', args, type),
    flink: (args, { type }) => sumFlink('-', args, type),
  },
  // biome-ignore format: one row a case
  cases: [
    [['int 2', 'int 3'], 'int -1'],
    [['int -2147483648', 'int 1'], 'overflow'],
    [['int53 -9007199254740991', 'int 1'], 'overflow'],
    [['long -9223372036854775808', 'int 1'], 'overflow'],
    [['decimal(12,2) 12.30', 'decimal(12,2) 12.30'], 'decimal(13,2) 0.00'],
    [['decimal(12,2) 0.00', 'decimal(3,3) 0.001'], 'decimal(14,3) -0.001'],
    [['decimal(38,2) -999999999999999999999999999999999999.99', 'decimal(3,2) 0.01'], 'overflow'],
    [['decimal(38,0) 99999999999999999999999999999999999999', 'decimal(2,2) 0.01'], 'overflow'],
    [['double 0.3', 'double 0.1'], 'double 0.19999999999999998'],
    [['double Infinity', 'double Infinity'], 'double NaN'],
    [['int? null', 'int 1'], 'int? null'],
    [['decimal(12,2) 1.00', 'decimal(12,2)? null'], 'decimal(13,2)? null'],
    [['decimal(2,1) 1.5', 'double 1.5'], 'refused'],
    [['double 1.5', 'int 1'], 'refused'],
    [['string a', 'string b'], 'refused'],
  ],
})
