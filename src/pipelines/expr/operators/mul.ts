import { MAX_NUMBER_PRECISION, MAX_PRECISION } from '../../../kernel/value-type.ts'
import { approximateJs, arithmeticType, asDecimal, flinkKeepsScale, productDigits } from '../arithmetic.ts'
import { convertExact, inRange } from '../js/exact.ts'
import type { KindOf, NumericOperand, Widest } from '../kinds.ts'
import { defineOperator } from '../operator.ts'
import { sqlAs } from '../sql/convert.ts'
import { call, type TypedExpr } from '../typed.ts'
import { decimalType, digitsOf, isBigint } from '../types.ts'

export function mul<const A extends NumericOperand, const B extends NumericOperand>(
  a: A,
  b: B,
): TypedExpr<Widest<KindOf<A> | KindOf<B>>> {
  return call('mul', [a, b])
}

export default defineOperator({
  name: 'mul',
  summary: 'The product; null when one is null. Digits and scales of decimals add up.',
  arity: [2, 2],
  type: (args) => arithmeticType(args, productDigits),
  js: {
    nulls: 'strict',
    emit: ([a, b], { type, out }) => {
      if (type.kind === 'double' || type.kind === 'float') return approximateJs(`${a!.text} * ${b!.text}`, type)
      if (type.kind !== 'decimal') {
        const [x, y] = [a!, b!].map((arg) => convertExact(arg.text, arg.type, type, 'mul', out))
        // A product beyond 2^53 is rounded, but stays beyond; + 0 makes 0 of -0.
        return inRange(isBigint(type) ? `${x} * ${y}` : `${x} * ${y} + 0`, type, 'mul', out)
      }
      if (type.precision <= MAX_NUMBER_PRECISION) return `(${a!.text} * ${b!.text} + 0)`
      const [x, y] = [a!, b!].map((arg) => (isBigint(arg.type) ? arg.text : `BigInt(${arg.text})`))
      const { precision } = productDigits(digitsOf(a!.type)!, digitsOf(b!.type)!)
      return precision > type.precision ? inRange(`${x} * ${y}`, type, 'mul', out) : `(${x} * ${y})`
    },
  },
  sql: {
    duckdb: (args, { type }) => {
      if (type.kind !== 'decimal') return `(${args.map((arg) => sqlAs(arg, type, 'duckdb')).join(' * ')})`
      // With fewer digits DuckDB would hold the product in as few digits as both operands have.
      const wide = args.map((arg) => sqlAs(arg, decimalType(MAX_PRECISION, digitsOf(arg.type)!.scale), 'duckdb'))
      return `CAST(${wide.join(' * ')} AS DECIMAL(${type.precision}, ${type.scale}))`
    },
    flink: (args, { type }) => {
      if (type.kind !== 'decimal') return `(${args.map((arg) => sqlAs(arg, type, 'flink')).join(' * ')})`
      flinkKeepsScale(
        args.reduce((sum, arg) => sum + digitsOf(arg.type)!.precision, 1),
        type,
      )
      return `CAST(${args.map(asDecimal).join(' * ')} AS DECIMAL(${type.precision}, ${type.scale}))`
    },
  },
  // biome-ignore format: one row a case
  cases: [
    [['int 6', 'int 7'], 'int 42'],
    [['int 65536', 'int 32768'], 'overflow'],
    [['int 0', 'int -5'], 'int 0'],
    [['int53 94906267', 'int53 94906267'], 'overflow'],
    [['int53 94906265', 'int53 94906265'], 'int53 9007199136250225'],
    [['long 3037000500', 'long 3037000500'], 'overflow'],
    [['decimal(4,2) 12.30', 'decimal(3,1) -2.5'], 'decimal(7,3) -30.750'],
    [['decimal(4,2) 0.00', 'decimal(3,1) -2.5'], 'decimal(7,3) 0.000'],
    [['decimal(15,2) 9999999999999.99', 'decimal(15,2) 9999999999999.99'], 'decimal(30,4) 99999999999999800000000000.0001'],
    [['decimal(38,0) 10000000000000000000', 'decimal(38,0) 10000000000000000000'], 'overflow'],
    [['decimal(38,20) 1.00000000000000000000', 'decimal(38,20) 1.00000000000000000000'], 'refused'],
    [['decimal(4,2) 12.30', 'int 3'], 'decimal(14,2) 36.90'],
    [['double 0.1', 'double 3'], 'double 0.30000000000000004'],
    [['float 0.1', 'float 3'], 'float 0.30000001192092896'],
    [['int? null', 'int 1'], 'int? null'],
    [['decimal(12,2)? null', 'decimal(2,0) 10'], 'decimal(14,2)? null'],
  ],
})
