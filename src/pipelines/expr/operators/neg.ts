import type { Type } from '../../../kernel/value-type.ts'
import { inRange } from '../js/exact.ts'
import type { KindOf, NumericOperand, Widest } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'
import { type ExprType, isBigint, isNumeric } from '../types.ts'

export function neg<const A extends NumericOperand>(a: A): TypedExpr<Widest<KindOf<A>>> {
  return call('neg', [a])
}

export default defineOperator({
  name: 'neg',
  summary: 'The number with the other sign; null of null.',
  arity: [1, 1],
  type: ([a]) => (isNumber(a!) ? a! : wants('a number', a!)),
  js: {
    nulls: 'strict',
    emit: ([a], { type, out }) => {
      const { text } = a!
      if (type.kind === 'double' || type.kind === 'float') return `(-${text})`
      // Not -x, which makes -0 of 0.
      const negated = isBigint(type) ? `-${text}` : `0 - ${text}`
      return type.kind === 'int' || type.kind === 'long' ? inRange(negated, type, 'neg', out) : `(${negated})`
    },
  },
  sql: { duckdb: ([a]) => `(-${a!.text})`, flink: ([a]) => `(-${a!.text})` },
  // biome-ignore format: one row a case
  cases: [
    [['int 5'], 'int -5'],
    [['int 0'], 'int 0'],
    [['int -2147483648'], 'overflow'],
    [['long -9223372036854775808'], 'overflow'],
    [['int53 -9007199254740991'], 'int53 9007199254740991'],
    [['decimal(4,2) 12.30'], 'decimal(4,2) -12.30'],
    [['decimal(38,2) -1.00'], 'decimal(38,2) 1.00'],
    [['double 1.5'], 'double -1.5'],
    [['decimal(4,2)? null'], 'decimal(4,2)? null'],
    [['string a'], 'refused'],
  ],
})

const isNumber = (type: ExprType): type is Type => isNumeric(type)
