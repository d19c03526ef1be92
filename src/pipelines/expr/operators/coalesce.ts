import type { AnyOperand, Common, KindOf } from '../kinds.ts'
import { mismatch } from '../mismatch.ts'
import { defineOperator, type SqlRule } from '../operator.ts'
import { sqlAs } from '../sql/convert.ts'
import type { Dialect } from '../sql/dialect.ts'
import { call, type TypedExpr } from '../typed.ts'
import { commonType, withNullable } from '../types.ts'

/** Null only when all may be null. */
export function coalesce<const A extends readonly AnyOperand[]>(
  ...values: A
): TypedExpr<Exclude<Common<KindOf<A[number]>>, null> | NullIfAll<A>> {
  return call('coalesce', values)
}

type NullIfAll<A extends readonly unknown[]> = {
  [I in keyof A]: null extends KindOf<A[I]> ? true : false
}[number] extends true
  ? null
  : never

const sql =
  (dialect: Dialect): SqlRule =>
  (args, { type }) =>
    `COALESCE(${args.map((arg) => sqlAs(arg, type, dialect)).join(', ')})`

export default defineOperator({
  name: 'coalesce',
  summary: 'The first value that is not null; null when all are. The rest is not evaluated.',
  arity: [2, Infinity],
  type: (args) => {
    const common = commonType(args)
    return common === undefined
      ? mismatch(args)
      : withNullable(
          common,
          args.every((arg) => arg.nullable),
        )
  },
  js: {
    nulls: 'own',
    emit: (args, { type, out }) => {
      const [first, ...rest] = args
      if (!first!.type.nullable) return first!.emit(out, type)
      const result = out.name()
      out.line(`let ${result} = ${first!.emit(out, type)}`)
      const emitNext = (index: number, block: typeof out): void => {
        const arg = rest[index]
        if (arg === undefined) return
        block.block(`if (${result} === null)`, (inner) => {
          const text = arg.emit(inner, type)
          inner.line(`${result} = ${text}`)
          if (arg.type.nullable) emitNext(index + 1, inner)
        })
      }
      emitNext(0, out)
      return result
    },
  },
  sql: { duckdb: sql('duckdb'), flink: sql('flink') },
  // biome-ignore format: one row a case
  cases: [
    [['decimal(15,2)? null', 'decimal(2,2) 0.00'], 'decimal(15,2) 0.00'],
    [['decimal(15,2)? 1.50', 'decimal(2,2) 0.00'], 'decimal(15,2) 1.50'],
    [['int 1', 'int 2'], 'int 1'],
    [['int? null', 'int? null', 'int 3'], 'int 3'],
    [['int? null', 'int? null'], 'int? null'],
    [['null', 'int 3'], 'int 3'],
    [['int? null', 'null'], 'int? null'],
    [['int? 5', 'long 3'], 'long 5'],
    [['int? null', 'decimal(2,1) 0.5'], 'decimal(11,1) 0.5'],
    [['decimal(15,2)? 7.25', 'decimal(3,3) 0.500'], 'decimal(16,3) 7.250'],
    [['string? null', 'string x'], 'string x'],
    [['null', 'null'], 'refused'],
    [['int? null', 'string x'], 'refused'],
  ],
})
