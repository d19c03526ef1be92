import type { FieldConstraints } from '../../contracts/model.ts'
import { type LeftOut, type Suggested, type Suggestions, suggested } from './draft.ts'
import type { ColumnProfile } from './profile.ts'
import { isCounter, rangeOf } from './slack.ts'

/**
 * What the contract promises of a column's values. Its bounds are taken as they are; where the rows break them, that is said,
 * and not expected: a draft begins green.
 */
export function promisedOf(column: ColumnProfile): Suggestions {
  const { name, field, isPersonal } = column
  const constraints = field?.constraints ?? {}
  const expectations: Suggested[] = []
  const leftOut: LeftOut[] = []
  const add = (type: string, kwargs: Suggested['kwargs'], isMet: boolean, what: string) => {
    if (isMet)
      expectations.push(
        suggested(type, { column: name, ...kwargs }, 'critical', { from: 'contract', values: column.count }),
      )
    else leftOut.push({ about: name, why: `the contract promises ${what}, and the rows do not keep it` })
  }
  const range = promisedRange(constraints)
  if (range !== undefined && column.least !== null && column.greatest !== null) {
    // A side that the contract leaves open is drawn from the rows.
    const seen = rangeOf(
      Number(column.least),
      Number(column.greatest),
      isCounter(name),
      column.type === 'int' || column.type === 'long',
    )
    add('expect_column_values_to_be_between', { ...seen, ...range }, isWithin(column, range), 'a range')
  }
  const { minLength, maxLength, pattern } = constraints
  if (!isPersonal && (minLength ?? maxLength) !== undefined && column.shortest !== null && column.longest !== null) {
    const lengths = {
      ...(minLength !== undefined && { min_value: minLength }),
      ...(maxLength !== undefined && { max_value: maxLength }),
    }
    const isMet = column.shortest >= (minLength ?? 0) && column.longest <= (maxLength ?? Number.POSITIVE_INFINITY)
    add('expect_column_value_lengths_to_be_between', lengths, isMet, 'a length')
  }
  // Only a pattern whose rows were counted is known to be kept.
  if (pattern !== undefined && pattern === column.regex)
    add('expect_column_values_to_match_regex', { regex: pattern }, true, 'a pattern')
  return { expectations, leftOut }
}

type Range = {
  readonly min_value?: number
  readonly max_value?: number
  readonly strict_min?: true
  readonly strict_max?: true
}

function promisedRange({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: FieldConstraints): Range | undefined {
  const low = minimum ?? exclusiveMinimum
  const high = maximum ?? exclusiveMaximum
  if (low === undefined && high === undefined) return undefined
  return {
    ...(low !== undefined && { min_value: Number(low) }),
    ...(high !== undefined && { max_value: Number(high) }),
    ...(minimum === undefined && low !== undefined && { strict_min: true }),
    ...(maximum === undefined && high !== undefined && { strict_max: true }),
  }
}

function isWithin(
  { least, greatest }: ColumnProfile,
  { min_value, max_value, strict_min, strict_max }: Range,
): boolean {
  const [low, high] = [Number(least), Number(greatest)]
  return (
    (min_value === undefined || low > min_value || (low === min_value && !strict_min)) &&
    (max_value === undefined || high < max_value || (high === max_value && !strict_max))
  )
}
