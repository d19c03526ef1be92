import type { Type } from '../../../kernel/value-type.ts'
import { comparedType, compareJs, inOneType } from '../comparison.ts'
import type { AnyOperand, ComparableWith, KindOf } from '../kinds.ts'
import { defineOperator, isProblem, type SqlRule } from '../operator.ts'
import type { Dialect } from '../sql/dialect.ts'
import { call, type TypedExpr } from '../typed.ts'
import { type ExprType, withNullable } from '../types.ts'

export function nullIf<const A extends AnyOperand, const B extends ComparableWith<KindOf<A>>>(
  value: A,
  unwanted: B,
): TypedExpr<KindOf<A> | null> {
  return call('nullIf', [value, unwanted])
}

const sql =
  (dialect: Dialect): SqlRule =>
  (args) => {
    const [value, unwanted] = inOneType(args, dialect)
    return `(CASE WHEN ${value} = ${unwanted} THEN NULL ELSE ${args[0]!.text} END)`
  }

export default defineOperator({
  name: 'nullIf',
  summary: 'Null when the value equals the other, else the value.',
  arity: [2, 2],
  type: (args) => {
    const common = comparedType(args, false)
    return isProblem(common) || !isTyped(args[0]!) ? (common as never) : withNullable(args[0]!, true)
  },
  js: {
    nulls: 'own',
    emit: (args, { out }) => {
      const [value, unwanted] = args.map((arg) => ({ text: arg.atom(out), type: arg.type }))
      if (unwanted!.type.kind === 'null' || value!.type.kind === 'null') return value!.text
      const test = compareJs('=', value as never, unwanted as never)
      const known = [value!, unwanted!].filter((arg) => arg.type.nullable).map((arg) => `${arg.text} !== null && `)
      return `(${known.join('')}${test} ? null : ${value!.text})`
    },
  },
  sql: { duckdb: sql('duckdb'), flink: sql('flink') },
  // biome-ignore format: one row a case
  cases: [
    [['int 5', 'int 5'], 'int? null'],
    [['int 5', 'int 0'], 'int? 5'],
    [['int? null', 'int 0'], 'int? null'],
    [['int 5', 'int? null'], 'int? 5'],
    [['decimal(4,2) 1.00', 'int 1'], 'decimal(4,2)? null'],
    [['decimal(4,2) 1.01', 'int 1'], 'decimal(4,2)? 1.01'],
    [['string not_defined', 'string not_defined'], 'string? null'],
    [['int 5', 'string 5'], 'refused'],
  ],
})

const isTyped = (type: ExprType): type is Type => type.kind !== 'null'
