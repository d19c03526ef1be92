import { DqError } from '../../../kernel/errors.ts'
import type { Type } from '../../../kernel/value-type.ts'
import { sqlAs } from '../../expr/sql/convert.ts'
import { sqlType } from '../../expr/sql/types.ts'
import type { ExprType } from '../../expr/types.ts'

/**
 * How a field is written as JSON. Flink's own writer drops the zeros of decimals and timestamps (12.30 → 12.3), so these,
 * and longs, which JSON readers round, leave as the text that event files have.
 */
export function sinkColumn(target: Type, where: string): string {
  switch (target.kind) {
    case 'decimal':
    case 'long':
    case 'timestamp':
      return 'STRING'
    case 'array':
      if (PLAIN.has(target.items.kind)) return sqlType(target, 'flink')
      break
    default:
      if (PLAIN.has(target.kind)) return sqlType(target, 'flink')
  }
  throw new DqError(`${where}: Flink's JSON has no exact form for a ${target.kind}`, {
    hint: 'leave the output to the embedded engine',
  })
}

const PLAIN: ReadonlySet<string> = new Set(['boolean', 'int', 'int53', 'float', 'double', 'string', 'bytes', 'date'])

/** The value of an output's field as the text of its column. */
export function sinkValue(arg: { readonly text: string; readonly type: ExprType }, target: Type): string {
  const value = sqlAs(arg, target, 'flink')
  switch (target.kind) {
    case 'decimal':
    case 'long':
      return `CAST(${value} AS STRING)`
    case 'timestamp':
      return `DATE_FORMAT(${value}, 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''')`
    default:
      return value
  }
}
