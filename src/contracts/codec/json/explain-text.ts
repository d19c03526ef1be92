import { codePointLength } from '../code-point-length.ts'
import { mismatch, quoteShort, RecordProblem } from '../record-problem.ts'
import type { TextLimits } from '../shape.ts'
import type { Emitter } from './emitter.ts'

/** Source that is true when a string breaks a limit; code points are counted only where UTF-16 units do not decide. */
export function breaksLimits(limits: TextLimits, value: string, emit: Pick<Emitter, 'constant'>): string {
  const { minLength: min, maxLength: max, pattern } = limits
  const count = `${emit.constant(codePointLength)}(${value})`
  const tests = []
  if (min !== undefined) tests.push(`${value}.length < ${2 * min} && ${count} < ${min}`)
  if (max !== undefined) tests.push(`${value}.length > ${max} && ${count} > ${max}`)
  if (pattern !== undefined) tests.push(`!${emit.constant(pattern)}.test(${value})`)
  return tests.map((test) => ` || (${test})`).join('')
}

/** The problem of a value that should be text within limits. */
export function explainText(expected: string, limits: TextLimits, value: unknown, path: string): RecordProblem {
  if (typeof value !== 'string') return mismatch(expected, value, path)
  if (!value.isWellFormed())
    return new RecordProblem(
      'schema',
      path,
      `${quoteShort(value)} holds half of a surrogate pair: it has no UTF-8 form`,
    )
  const broken = brokenLimit(limits, value)
  return broken === undefined ? mismatch(expected, value, path) : new RecordProblem('constraint', path, broken)
}

function brokenLimit({ minLength, maxLength, pattern }: TextLimits, value: string): string | undefined {
  const length = codePointLength(value)
  if (minLength !== undefined && length < minLength)
    return `${quoteShort(value)} has ${length} characters, fewer than minLength ${minLength}`
  if (maxLength !== undefined && length > maxLength)
    return `${quoteShort(value)} has ${length} characters, more than maxLength ${maxLength}`
  if (pattern !== undefined && !pattern.test(value))
    return `${quoteShort(value)} does not match the pattern ${pattern.source}`
  return undefined
}
