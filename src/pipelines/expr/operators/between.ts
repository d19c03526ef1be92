import { comparedType, compareJs, inOneType } from '../comparison.ts'
import type { AnyOperand, ComparableWith, KindOf, NullOf, OrderedKind } from '../kinds.ts'
import { defineOperator, isProblem, type SqlRule } from '../operator.ts'
import type { Dialect } from '../sql/dialect.ts'
import { call, type TypedExpr } from '../typed.ts'

/** Both bounds included. */
export function between<
  const A extends TypedExpr<OrderedKind | null> | Exclude<AnyOperand, boolean | null>,
  const L extends ComparableWith<KindOf<A>>,
  const H extends ComparableWith<KindOf<A>>,
>(value: A, low: L, high: H): TypedExpr<'boolean' | NullOf<KindOf<A> | KindOf<L> | KindOf<H>>> {
  return call('between', [value, low, high])
}

const sql =
  (dialect: Dialect): SqlRule =>
  (args) => {
    const [value, low, high] = inOneType(args, dialect)
    return `(${value} BETWEEN ${low} AND ${high})`
  }

export default defineOperator({
  name: 'between',
  summary: 'low <= value and value <= high: false as soon as one is false, even when the other bound is null.',
  arity: [3, 3],
  type: (args) => {
    const common = comparedType(args, true)
    return isProblem(common) ? common : { kind: 'boolean', nullable: common.nullable }
  },
  js: {
    nulls: 'own',
    emit: (args, { type, out }) => {
      const [value, low, high] = args.map((arg) => ({ text: arg.atom(out), type: arg.type }))
      if (value === undefined || low === undefined || high === undefined)
        throw new Error('between needs three arguments')
      if (value.type.kind === 'null') return 'null'
      const side = (sign: '>=' | '<=', bound: typeof value): string => {
        if (bound.type.kind === 'null') return 'null'
        const test = compareJs(sign, value as never, bound as never)
        const nullable = [value, bound].filter((arg) => arg.type.nullable).map((arg) => `${arg.text} === null`)
        return nullable.length === 0 ? test : `(${nullable.join(' || ')} ? null : ${test})`
      }
      const [above, below] = [side('>=', low), side('<=', high)]
      if (!type.nullable) return `(${above} && ${below})`
      const [a, b] = [out.name(), out.name()]
      out.line(`const ${a} = ${above}, ${b} = ${below}`)
      return `(${a} === false || ${b} === false ? false : ${a} === null || ${b} === null ? null : true)`
    },
  },
  sql: { duckdb: sql('duckdb'), flink: sql('flink') },
  // biome-ignore format: one row a case
  cases: [
    [['int 0', 'int 0', 'int 4'], 'boolean true'],
    [['int 4', 'int 0', 'int 4'], 'boolean true'],
    [['int 5', 'int 0', 'int 4'], 'boolean false'],
    [['int -1', 'int 0', 'int 4'], 'boolean false'],
    [['int 1', 'int 4', 'int 0'], 'boolean false'],
    [['int? null', 'int 0', 'int 4'], 'boolean? null'],
    [['int 5', 'int? null', 'int 4'], 'boolean? false'],
    [['int 3', 'int? null', 'int 4'], 'boolean? null'],
    [['int -1', 'int 0', 'int? null'], 'boolean? false'],
    [['int 3', 'int 0', 'null'], 'boolean? null'],
    [['decimal(4,2) 1.00', 'decimal(1,0) 1', 'decimal(4,3) 1.000'], 'boolean true'],
    [['double NaN', 'double 0', 'double NaN'], 'boolean true'],
    [['string b', 'string a', 'string c'], 'boolean true'],
    [['boolean true', 'boolean false', 'boolean true'], 'refused'],
  ],
})
