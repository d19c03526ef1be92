import type { ExpectationResult } from '../../../src/quality/result.ts'
import type { Case } from './cases.ts'

/** What Great Expectations said of a case. */
export interface Verdict {
  readonly id: string
  readonly success: boolean
  readonly result: Readonly<Record<string, unknown>>
  readonly exception?: string
}

/** Where dq does not follow Great Expectations 1.24.1, and why. */
export const DELIBERATE: readonly { readonly why: string; readonly is: (one: Case, theirs: Verdict) => boolean }[] = [
  {
    why: 'its SQL engines cannot combine ignore_row_if never/neither with a row_condition: they raise, dq answers',
    is: ({ kwargs }, { exception }) =>
      'row_condition' in kwargs &&
      (exception?.startsWith('FROM expression, such as a Table or alias() object expected') ?? false),
  },
  {
    why: 'its check of pairs in a set does not know row_condition: it raises, dq answers',
    is: ({ type, kwargs }, { exception }) =>
      type === 'expect_column_pair_values_to_be_in_set' &&
      'row_condition' in kwargs &&
      (exception?.startsWith('Invalid result values were found') ?? false),
  },
  {
    why: 'it lists every most common value, dq the first 20',
    is: ({ type }, { result: { observed_value } }) =>
      type === 'expect_column_most_common_value_to_be_in_set' &&
      Array.isArray(observed_value) &&
      observed_value.length > 20,
  },
  {
    why: 'it takes column_index 0 for none, so any place will do; dq checks the place',
    is: ({ type, kwargs }) => type === 'expect_column_to_exist' && kwargs.column_index === 0,
  },
]

/** How two verdicts differ; undefined when they do not. Doubles may differ in the last bits: the order of additions is nobody's promise. */
export function difference(
  one: Case,
  theirs: Verdict,
  ours: Pick<ExpectationResult, 'success' | 'result' | 'exception_info'>,
): string | undefined {
  const raised = ours.exception_info.exception_message
  if (theirs.exception !== undefined && raised === null) return `they raise ${theirs.exception}, we say ${ours.success}`
  if (theirs.exception !== undefined) return undefined
  if (raised !== null) return `we raise ${raised}`
  if (theirs.success !== ours.success)
    return `they say ${theirs.success}, we say ${ours.success}: ${JSON.stringify([theirs.result, ours.result])}`
  const isTypeCheck = one.type.includes('_type')
  for (const [key, value] of Object.entries(theirs.result)) {
    if (isTypeCheck && key === 'observed_value') continue
    const found = ours.result[key]
    const equal =
      key === 'partial_unexpected_list' || key === 'partial_missing_list'
        ? sameList(value, found, theirs.result)
        : same(value, found)
    if (!equal) return `${key}: they say ${JSON.stringify(value)}, we say ${JSON.stringify(found)}`
  }
  return undefined
}

/** Examples have no order; of more than twenty, each may show others. */
function sameList(theirs: unknown, ours: unknown, result: Readonly<Record<string, unknown>>): boolean {
  if (!Array.isArray(theirs) || !Array.isArray(ours)) return false
  if (theirs.length !== ours.length) return false
  if (Number(result.unexpected_count) > 20) return true
  const sorted = (list: readonly unknown[]) => list.map((item) => JSON.stringify(plain(item))).sort()
  return same(sorted(theirs), sorted(ours))
}

/** A row of several columns is a list or an object. */
const plain = (item: unknown): unknown =>
  typeof item === 'object' && item !== null && !Array.isArray(item) ? Object.values(item) : item

function same(theirs: unknown, ours: unknown): boolean {
  if (typeof theirs === 'number' && typeof ours === 'number')
    return theirs === ours || Math.abs(theirs - ours) <= 1e-12 * Math.max(Math.abs(theirs), Math.abs(ours))
  if (Array.isArray(theirs) && Array.isArray(ours))
    return theirs.length === ours.length && theirs.every((item, i) => same(item, ours[i]))
  if (typeof theirs === 'object' && theirs !== null && typeof ours === 'object' && ours !== null)
    return Object.entries(theirs).every(([key, value]) => same(value, (ours as Record<string, unknown>)[key]))
  return theirs === ours
}
