import type { Type } from '../../../kernel/value-type.ts'
import { convertExact, inRange } from '../js/exact.ts'
import type { KindOf, NullOf, NumericOperand } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { defineOperator, type JsArg, type JsCall, type OperatorProblem, type SqlArg } from '../operator.ts'
import { sqlType } from '../sql/types.ts'
import { parseType, typeText } from '../type-text.ts'
import { call, type TypedExpr } from '../typed.ts'
import { type DecimalType, digitsOf, type ExprType, isBigint, isExact, isNumeric, withNullable } from '../types.ts'

export type CastTarget = 'int' | 'int53' | 'long' | 'double' | 'string' | `decimal(${number},${number})`

type TargetKind<T extends CastTarget> = T extends `decimal(${string}` ? 'decimal' : T

export function cast<const A extends NumericOperand, const T extends CastTarget>(
  value: A,
  to: T,
): TypedExpr<TargetKind<T> | NullOf<KindOf<A>>> {
  return call('cast', [value], { to })
}

/** The nearest double. */
export const toDouble = <const A extends NumericOperand>(value: A): TypedExpr<'double' | NullOf<KindOf<A>>> =>
  call('cast', [value], { to: 'double' })

function castType(from: ExprType, to: unknown): Type | OperatorProblem {
  const target = typeof to === 'string' ? parseType(to) : undefined
  if (target === undefined || target.nullable)
    return { message: `needs a type to cast to, not ${String(to)}`, fix: 'write e.g. to: "decimal(12,2)"' }
  if (!isNumeric(from)) return wants('a number', from)
  const type = withNullable(target, from.nullable)
  if (target.kind === 'double') return type
  if (!isExact(from)) return { message: `a ${from.kind} is only approximate`, fix: 'cast it to double, or not at all' }
  if (target.kind === 'string' || target.kind === 'decimal') return type
  if (!isExact(target))
    return {
      message: `no cast to ${typeText(target)}`,
      fix: 'cast to int, int53, long, decimal(p,s), double or string',
    }
  return from.kind === 'decimal'
    ? {
        message: 'a decimal is no integer',
        fix: `cast to decimal(${Math.min(digitsOf(from)!.precision, 38)},0) to round it`,
      }
    : type
}

function castJs([value]: readonly JsArg[], { type, out }: JsCall): string {
  const { text, type: from } = value!
  const digits = digitsOf(from)
  switch (type.kind) {
    case 'double':
      if (digits === undefined) return text
      if (digits.scale === 0) return isBigint(from) ? `Number(${text})` : text
      // An integer below 2^53 by a power of ten up to 10^22: the division is rounded once, correctly.
      return isBigint(from) ? `rt.decimalToDouble(${text}, ${digits.scale})` : `(${text} / ${10 ** digits.scale})`
    case 'string':
      return digits!.scale === 0 ? `String(${text})` : `rt.decimalText(${text}, ${digits!.scale})`
    case 'decimal':
      return digits!.scale > type.scale
        ? roundOff(text, from, type, { out })
        : convertExact(text, from, type, 'cast', out)
    default:
      return convertExact(text, from, type, 'cast', out)
  }
}

/** Half up (away from zero), then checked: rounding may carry into one digit more. */
function roundOff(text: string, from: Type, type: DecimalType, { out }: Pick<JsCall, 'out'>): string {
  const power = 10n ** BigInt(digitsOf(from)!.scale - type.scale)
  const big = isBigint(from)
  const rounded = big ? `rt.roundOffBig(${text}, ${power}n)` : `rt.roundOff(${text}, ${power})`
  const checked = inRange(rounded, type, 'cast', out, big)
  if (big === isBigint(type)) return checked
  return big ? `Number(${checked})` : `BigInt(${checked})`
}

function castDuckdb(value: SqlArg, type: Type): string {
  const { text, type: from } = value
  const to = sqlType(type, 'duckdb')
  if (from.kind !== 'decimal') return `CAST(${text} AS ${to})`
  // DuckDB's cast of a long decimal to DOUBLE is off by an ulp at times; its parser of text is not.
  if (type.kind === 'double') return `CAST(CAST(${text} AS VARCHAR) AS DOUBLE)`
  // It leaves the zero before the point out where the type has no digit there.
  if (type.kind === 'string' && from.precision === from.scale)
    return `regexp_replace(CAST(${text} AS VARCHAR), '^(-?)[.]', '\\10.')`
  return `CAST(${text} AS ${to})`
}

export default defineOperator({
  name: 'cast',
  summary: 'The number as another type; decimals are rounded half up (away from zero) to the new scale; null of null.',
  arity: [1, 1],
  options: ['to'],
  type: ([value], { options }) => castType(value!, options.to),
  js: { nulls: 'strict', emit: castJs },
  sql: {
    duckdb: ([value], { type }) => castDuckdb(value!, type),
    flink: ([value], { type }) => `CAST(${value!.text} AS ${sqlType(type, 'flink')})`,
  },
  // biome-ignore format: one row a case
  cases: [
    [['int 5'], 'int53 5', { to: 'int53' }],
    [['int 5'], 'long 5', { to: 'long' }],
    [['int 5'], 'decimal(5,2) 5.00', { to: 'decimal(5,2)' }],
    [['int 1000'], 'overflow', { to: 'decimal(5,2)' }],
    [['int53 2147483648'], 'overflow', { to: 'int' }],
    [['int53 2147483647'], 'int 2147483647', { to: 'int' }],
    [['long 9007199254740992'], 'overflow', { to: 'int53' }],
    [['long 9007199254740991'], 'int53 9007199254740991', { to: 'int53' }],
    [['long -9223372036854775808'], 'decimal(19,0) -9223372036854775808', { to: 'decimal(19,0)' }],
    [['decimal(4,3) 1.005'], 'decimal(3,2) 1.01', { to: 'decimal(3,2)' }],
    [['decimal(4,3) -1.005'], 'decimal(3,2) -1.01', { to: 'decimal(3,2)' }],
    [['decimal(4,3) 1.004'], 'decimal(3,2) 1.00', { to: 'decimal(3,2)' }],
    [['decimal(4,3) -0.004'], 'decimal(3,2) 0.00', { to: 'decimal(3,2)' }],
    [['decimal(3,2) 9.99'], 'overflow', { to: 'decimal(2,1)' }],
    [['decimal(3,2) 9.94'], 'decimal(2,1) 9.9', { to: 'decimal(2,1)' }],
    [['decimal(15,2) 9999999999999.99'], 'decimal(20,4) 9999999999999.9900', { to: 'decimal(20,4)' }],
    [['decimal(15,0) 999999999999999'], 'overflow', { to: 'decimal(15,2)' }],
    [['decimal(20,5) 123456789012345.12345'], 'decimal(17,2) 123456789012345.12', { to: 'decimal(17,2)' }],
    [['decimal(20,5) 1.12345'], 'decimal(15,2) 1.12', { to: 'decimal(15,2)' }],
    [['decimal(4,2) 12.30'], 'double 12.3', { to: 'double' }],
    [['decimal(38,20) 0.10000000000000000001'], 'double 0.1', { to: 'double' }],
    [['long 9007199254740993'], 'double 9007199254740992', { to: 'double' }],
    [['float 0.1'], 'double 0.10000000149011612', { to: 'double' }],
    [['decimal(2,2) 0.40'], 'string 0.40', { to: 'string' }],
    [['decimal(2,2) -0.05'], 'string -0.05', { to: 'string' }],
    [['decimal(38,38) 0.00000000000000000000000000000000000001'], 'string 0.00000000000000000000000000000000000001', { to: 'string' }],
    [['decimal(4,2) -0.05'], 'string -0.05', { to: 'string' }],
    [['decimal(20,2) -1234567890.50'], 'string -1234567890.50', { to: 'string' }],
    [['int -5'], 'string -5', { to: 'string' }],
    [['long 9223372036854775807'], 'string 9223372036854775807', { to: 'string' }],
    [['int? null'], 'string? null', { to: 'string' }],
    [['decimal(4,2)? null'], 'decimal(3,1)? null', { to: 'decimal(3,1)' }],
    [['decimal(4,2) 12.30'], 'refused', { to: 'int' }],
    [['double 1.5'], 'refused', { to: 'decimal(3,1)' }],
    [['double 1.5'], 'refused', { to: 'string' }],
    [['int 1'], 'refused', { to: 'decimal(39,2)' }],
    [['string 1'], 'refused', { to: 'int' }],
  ],
})
