import { comparedType, compareJs, inOneType } from '../comparison.ts'
import type { AnyOperand, ComparableWith, KindOf, NullOf } from '../kinds.ts'
import { defineOperator, isProblem, type SqlRule } from '../operator.ts'
import type { Dialect } from '../sql/dialect.ts'
import { call, type TypedExpr } from '../typed.ts'

export function isIn<const A extends AnyOperand, const B extends ComparableWith<KindOf<A>>>(
  value: A,
  ...candidates: readonly B[]
): TypedExpr<'boolean' | NullOf<KindOf<A> | KindOf<B>>> {
  return call('isIn', [value, ...candidates])
}

const sql =
  (dialect: Dialect): SqlRule =>
  (args) => {
    const [value, ...candidates] = inOneType(args, dialect)
    return `(${value} IN (${candidates.join(', ')}))`
  }

export default defineOperator({
  name: 'isIn',
  summary: 'Whether the value equals one of the others; null when it does not but one of them, or the value, is null.',
  arity: [2, Infinity],
  type: (args) => {
    const common = comparedType(args, false)
    return isProblem(common) ? common : { kind: 'boolean', nullable: common.nullable }
  },
  js: {
    nulls: 'own',
    emit: (args, { type, out }) => {
      const [value, ...candidates] = args.map((arg) => ({ text: arg.atom(out), type: arg.type }))
      if (value === undefined || value.type.kind === 'null') return 'null'
      const tests = candidates
        .filter((candidate) => candidate.type.kind !== 'null')
        .map((candidate) => {
          const test = compareJs('=', value as never, candidate as never)
          return candidate.type.nullable ? `(${candidate.text} !== null && ${test})` : test
        })
      const found = tests.length === 0 ? 'false' : `(${tests.join(' || ')})`
      if (!type.nullable) return found
      const unknown = candidates.filter((candidate) => candidate.type.nullable).map(({ text }) => `${text} === null`)
      const missed = unknown.length === 0 ? 'false' : `(${unknown.join(' || ')} ? null : false)`
      const result = `(${found} ? true : ${missed})`
      return value.type.nullable ? `(${value.text} === null ? null : ${result})` : result
    },
  },
  sql: { duckdb: sql('duckdb'), flink: sql('flink') },
  // biome-ignore format: one row a case
  cases: [
    [['string boleto', 'string voucher', 'string boleto'], 'boolean true'],
    [['string boleto', 'string voucher'], 'boolean false'],
    [['int 1', 'int 2', 'null'], 'boolean? null'],
    [['int 1', 'int 1', 'int? null'], 'boolean? true'],
    [['int 1', 'int 2', 'int? 3'], 'boolean? false'],
    [['int? null', 'int 2'], 'boolean? null'],
    [['decimal(3,2) 1.00', 'int 1'], 'boolean true'],
    [['double NaN', 'double NaN'], 'boolean true'],
    [['string a', 'int 1'], 'refused'],
  ],
})
