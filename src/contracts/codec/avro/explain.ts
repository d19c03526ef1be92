import { didYouMean } from '../../../kernel/suggest.ts'
import { nameOf, outsideRange } from '../json/explain-range.ts'
import { mismatch, quoteShort, RecordProblem } from '../record-problem.ts'
import type { ShapeOf } from '../shape.ts'

type Ranged = ShapeOf<'int' | 'int53' | 'long' | 'decimal' | 'date' | 'time' | 'timestamp'>

/** A number that was read but is outside its range, or bytes that are no such number. */
export const explainNumber =
  (shape: Ranged) =>
  (value: unknown, path: string): RecordProblem =>
    value === undefined || Number.isNaN(value)
      ? noValue(`${nameOf(shape)}${safeNote(shape)}`)(path)
      : outsideRange(shape, value, path)

const safeNote = ({ kind }: Ranged): string =>
  kind === 'int53' || kind === 'time' || kind === 'timestamp' ? ' within ±(2^53 − 1)' : ''

/** The bytes at this place are no value of the type, or are cut off. */
export const noValue =
  (expected: string) =>
  (path: string): RecordProblem =>
    new RecordProblem('schema', path, `expected ${expected}, found bytes that are none`)

export const explainNotNull = (path: string): RecordProblem => mismatch('a value', null, path)

export function explainBranch(names: readonly string[], value: unknown, path: string): RecordProblem {
  const branch = typeof value === 'object' && value !== null && 'branch' in value ? value.branch : undefined
  if (typeof branch !== 'string') return mismatch('{branch, value}', value, path)
  return new RecordProblem(
    'schema',
    path,
    `${quoteShort(branch)} is no branch of the union${didYouMean(branch, names)}: ${names.join(', ')}`,
  )
}
