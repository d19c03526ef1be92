import type { KindOf, NullOf, StringOperand } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

/** `length` code points from the 1-based `start`. */
export function substring<const A extends StringOperand>(
  text: A,
  options: { readonly start: number; readonly length: number },
): TypedExpr<'string' | NullOf<KindOf<A>>> {
  return call('substring', [text], { ...options })
}

const whole = (value: unknown, least: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value < 2 ** 31

export default defineOperator({
  name: 'substring',
  summary: 'So many code points from the 1-based start, fewer at the end of the string; null of null.',
  arity: [1, 1],
  options: ['start', 'length'],
  type: ([text], { options }) => {
    if (text!.kind !== 'string') return wants('a string', text!)
    // Engines differ in what starts below 1 and negative lengths mean.
    if (!whole(options.start, 1)) return { message: 'needs a start of 1 or more', fix: 'add start: 1' }
    if (!whole(options.length, 0)) return { message: 'needs a length of 0 or more', fix: 'add length' }
    return { kind: 'string', nullable: text!.nullable }
  },
  js: {
    nulls: 'strict',
    emit: ([text], { options }) => `rt.substring(${text!.text}, ${options.start}, ${options.length})`,
  },
  sql: {
    duckdb: ([text], { options }) => `substring(${text!.text}, ${options.start}, ${options.length})`,
    flink: ([text], { options }) => `SUBSTRING(${text!.text} FROM ${options.start} FOR ${options.length})`,
  },
  // biome-ignore format: one row a case
  cases: [
    [['string abcdef'], 'string bcd', { start: 2, length: 3 }],
    [['string abc'], 'string c', { start: 3, length: 9 }],
    [['string abc'], 'string ', { start: 4, length: 1 }],
    [['string abc'], 'string ', { start: 1, length: 0 }],
    [['string a😀b'], 'string 😀', { start: 2, length: 1 }],
    [['string ae\u0301'], 'string e', { start: 2, length: 1 }],
    [['string? null'], 'string? null', { start: 1, length: 1 }],
    [['string abc'], 'refused', { start: 0, length: 1 }],
    [['string abc'], 'refused', { start: 1 }],
    [['int 1'], 'refused', { start: 1, length: 1 }],
  ],
})
