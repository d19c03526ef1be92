import type { Type } from '../../kernel/value-type.ts'
import { mismatch, wants } from './mismatch.ts'
import { type Case, isProblem, type JsArg, type Operator, type OperatorProblem } from './operator.ts'
import { sqlAs } from './sql/convert.ts'
import type { Dialect } from './sql/dialect.ts'
import { commonType, digitsOf, type ExprType, isBigint } from './types.ts'

export type ComparisonSign = '=' | '<>' | '<' | '<=' | '>' | '>='

const JS_SIGN: Record<ComparisonSign, string> = { '=': '===', '<>': '!==', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }
const UNORDERED = new Set(['boolean'])
const INCOMPARABLE = new Set(['bytes', 'array', 'record', 'map', 'union'])

/** The type that both sides are compared in; comparisons of decimals are exact whatever their scales. */
export function comparedType(args: readonly ExprType[], ordered: boolean): Type | OperatorProblem {
  const common = commonType(args)
  if (common === undefined) return mismatch(args)
  if (INCOMPARABLE.has(common.kind)) return wants('values that can be compared', common)
  return ordered && UNORDERED.has(common.kind) ? wants('values that have an order', common) : common
}

/** JavaScript for a comparison of two values that are not null. */
export function compareJs(
  sign: ComparisonSign,
  a: Pick<JsArg, 'text' | 'type'>,
  b: Pick<JsArg, 'text' | 'type'>,
): string {
  const [da, db] = [digitsOf(a.type), digitsOf(b.type)]
  if (da !== undefined && db !== undefined) {
    const scale = Math.max(da.scale, db.scale)
    const left = scaled(a, scale - da.scale, b)
    const right = scaled(b, scale - db.scale, a)
    // A number and a bigint compare by value, but never strictly equal.
    const mixed = isBigint(a.type) !== isBigint(b.type)
    return `(${left} ${mixed ? JS_SIGN[sign].slice(0, 2) : JS_SIGN[sign]} ${right})`
  }
  if (a.type.kind === 'double' || a.type.kind === 'float') return compareDoubles(sign, a.text, b.text)
  if (a.type.kind === 'string' && sign !== '=' && sign !== '<>')
    return `(rt.compareCodePoints(${a.text}, ${b.text}) ${sign} 0)`
  return `(${a.text} ${JS_SIGN[sign]} ${b.text})`
}

/**
 * Only the side with the smaller scale is multiplied. When both are numbers the product may be rounded beyond 2^53, but the other
 * side is a safe integer, so the comparison is right all the same.
 */
function scaled(side: Pick<JsArg, 'text' | 'type'>, up: number, other: Pick<JsArg, 'type'>): string {
  if (up === 0) return side.text
  if (isBigint(side.type)) return `${side.text} * ${10n ** BigInt(up)}n`
  return isBigint(other.type) ? `BigInt(${side.text}) * ${10n ** BigInt(up)}n` : `${side.text} * ${10 ** up}`
}

/** NaN equals NaN and is greater than everything else. */
function compareDoubles(sign: ComparisonSign, a: string, b: string): string {
  switch (sign) {
    case '=':
      return `(${a} === ${b} || (${a} !== ${a} && ${b} !== ${b}))`
    case '<>':
      return `!${compareDoubles('=', a, b)}`
    case '<':
      return `(${a} < ${b} || (${b} !== ${b} && ${a} === ${a}))`
    case '>':
      return compareDoubles('<', b, a)
    case '<=':
      return `!${compareDoubles('<', b, a)}`
    case '>=':
      return `!${compareDoubles('<', a, b)}`
  }
}

/** One of the six comparisons: null when a side is null. */
export function comparison(name: string, sign: ComparisonSign, summary: string, cases: readonly Case[]): Operator {
  const ordered = sign !== '=' && sign !== '<>'
  const sql =
    (dialect: Dialect): Operator['sql'][Dialect] =>
    (args) => {
      const [a, b] = inOneType(args, dialect)
      return `(${a} ${sign} ${b})`
    }
  return {
    name,
    summary,
    arity: [2, 2],
    type: (args) => {
      const common = comparedType(args, ordered)
      return isProblem(common) ? common : { kind: 'boolean', nullable: common.nullable }
    },
    js: { nulls: 'strict', emit: ([a, b]) => compareJs(sign, a!, b!) },
    sql: { duckdb: sql('duckdb'), flink: sql('flink') },
    cases,
  }
}

/** The arguments cast to the type they are compared in; bare where they have it. */
export function inOneType(
  args: readonly { readonly text: string; readonly type: ExprType }[],
  dialect: Dialect,
): readonly string[] {
  const common = commonType(args.map((arg) => arg.type))
  return args.map((arg) => (common === undefined ? arg.text : sqlAs(arg, common, dialect)))
}
