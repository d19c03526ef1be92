import type { AnyOperand, BooleanOperand, Common, KindOf } from '../kinds.ts'
import { mismatch, wants } from '../mismatch.ts'
import { defineOperator, type LazyArg, type SqlRule } from '../operator.ts'
import { sqlAs } from '../sql/convert.ts'
import type { Dialect } from '../sql/dialect.ts'
import { call, type TypedExpr } from '../typed.ts'
import { commonType } from '../types.ts'

/** `caseWhen(condition, value, …, otherwise)`. */
export function caseWhen<const V extends AnyOperand, const E extends AnyOperand>(
  condition: BooleanOperand,
  value: V,
  otherwise: E,
): TypedExpr<Common<KindOf<V | E>>>
export function caseWhen<const V extends AnyOperand, const W extends AnyOperand, const E extends AnyOperand>(
  condition: BooleanOperand,
  value: V,
  condition2: BooleanOperand,
  value2: W,
  otherwise: E,
): TypedExpr<Common<KindOf<V | W | E>>>
export function caseWhen<const V extends AnyOperand>(
  ...branches: readonly [BooleanOperand, V, BooleanOperand, V, BooleanOperand, V, ...V[]]
): TypedExpr<Common<KindOf<V>>>
export function caseWhen(...branches: readonly AnyOperand[]): TypedExpr<never> {
  return call('caseWhen', branches)
}

/** Values and the last `otherwise`: every second argument, and the last. */
const isValue = (index: number, count: number): boolean => index % 2 === 1 || index === count - 1

const sql =
  (dialect: Dialect): SqlRule =>
  (args, { type }) => {
    const texts = args.map((arg, index) => (isValue(index, args.length) ? sqlAs(arg, type, dialect) : arg.text))
    const branches: string[] = []
    for (let i = 0; i + 1 < texts.length; i += 2) branches.push(`WHEN ${texts[i]} THEN ${texts[i + 1]}`)
    return `(CASE ${branches.join(' ')} ELSE ${texts.at(-1)} END)`
  }

export default defineOperator({
  name: 'caseWhen',
  summary:
    'The value of the first condition that is true (not null), else the last value. Other values are not evaluated.',
  arity: [3, Infinity],
  type: (args) => {
    if (args.length % 2 === 0)
      return { message: 'needs a last value for when no condition is true', fix: 'add it, or null' }
    const wrong = args.find((arg, index) => !isValue(index, args.length) && arg.kind !== 'boolean')
    if (wrong !== undefined) return wants('a condition before each value', wrong)
    const values = args.filter((_, index) => isValue(index, args.length))
    return commonType(values) ?? mismatch(values)
  },
  js: {
    nulls: 'own',
    emit: (args, { type, out }) => {
      const result = out.name()
      out.line(`let ${result}`)
      const emitFrom = (index: number, block: typeof out): void => {
        const assign = (arg: LazyArg, inner: typeof out): void => {
          const text = arg.emit(inner, type)
          inner.line(`${result} = ${text}`)
        }
        if (index === args.length - 1) {
          assign(args[index]!, block)
          return
        }
        const condition = args[index]!
        const text = condition.emit(block)
        block.block(condition.type.nullable ? `if (${text} === true)` : `if (${text})`, (inner) =>
          assign(args[index + 1]!, inner),
        )
        block.block('else', (inner) => emitFrom(index + 2, inner))
      }
      emitFrom(0, out)
      return result
    },
  },
  sql: { duckdb: sql('duckdb'), flink: sql('flink') },
  // biome-ignore format: one row a case
  cases: [
    [['boolean true', 'int 1', 'int 2'], 'int 1'],
    [['boolean false', 'int 1', 'int 2'], 'int 2'],
    [['boolean? null', 'int 1', 'int 2'], 'int 2'],
    [['boolean? true', 'int 1', 'null'], 'int? 1'],
    [['boolean? null', 'int 1', 'null'], 'int? null'],
    [['boolean false', 'int 1', 'boolean true', 'int 2', 'int 3'], 'int 2'],
    [['boolean false', 'int 1', 'boolean? null', 'int 2', 'int 3'], 'int 3'],
    [['boolean true', 'decimal(2,2) 0.40', 'decimal(1,0) 1'], 'decimal(3,2) 0.40'],
    [['boolean false', 'decimal(2,2) 0.40', 'decimal(1,0) 1'], 'decimal(3,2) 1.00'],
    [['boolean true', 'int? null', 'long 1'], 'long? null'],
    [['boolean true', 'string ab', 'string abc'], 'string ab'],
    [['boolean true', 'int 1', 'boolean true', 'int 2'], 'refused'],
    [['int 1', 'int 1', 'int 2'], 'refused'],
    [['boolean true', 'int 1', 'string a'], 'refused'],
    [['boolean true', 'null', 'null'], 'refused'],
  ],
})
