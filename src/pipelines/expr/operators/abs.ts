import type { Type } from '../../../kernel/value-type.ts'
import { inRange } from '../js/exact.ts'
import type { KindOf, NumericOperand, Widest } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'
import { type ExprType, isBigint, isNumeric } from '../types.ts'

export function abs<const A extends NumericOperand>(a: A): TypedExpr<Widest<KindOf<A>>> {
  return call('abs', [a])
}

export default defineOperator({
  name: 'abs',
  summary: 'The number without its sign; null of null.',
  arity: [1, 1],
  type: ([a]) => (isNumber(a!) ? a! : wants('a number', a!)),
  js: {
    nulls: 'strict',
    emit: ([a], { type, out }) => {
      const { text } = a!
      if (type.kind === 'int' || type.kind === 'long')
        return inRange(`${text} < 0 ? -${text} : ${text}`, type, 'abs', out)
      return isBigint(type) ? `(${text} < 0n ? -${text} : ${text})` : `Math.abs(${text})`
    },
  },
  sql: { duckdb: ([a]) => `ABS(${a!.text})`, flink: ([a]) => `ABS(${a!.text})` },
  // biome-ignore format: one row a case
  cases: [
    [['int -5'], 'int 5'],
    [['int 0'], 'int 0'],
    [['int -2147483648'], 'overflow'],
    [['long -9223372036854775808'], 'overflow'],
    [['long -9223372036854775807'], 'long 9223372036854775807'],
    [['int53 -9007199254740991'], 'int53 9007199254740991'],
    [['decimal(4,2) -12.30'], 'decimal(4,2) 12.30'],
    [['decimal(38,2) -1.00'], 'decimal(38,2) 1.00'],
    [['double -1.5'], 'double 1.5'],
    [['double NaN'], 'double NaN'],
    [['int? null'], 'int? null'],
    [['boolean true'], 'refused'],
  ],
})

const isNumber = (type: ExprType): type is Type => isNumeric(type)
