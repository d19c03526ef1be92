import { type LeftOut, type Suggested, type Suggestions, suggested } from './draft.ts'
import { promisedOf } from './of-contract.ts'
import type { ColumnProfile } from './profile.ts'
import { isCounter, mostlyOf, rangeOf, roundDown, roundUp } from './slack.ts'

/** From so few rows nothing follows. */
const ENOUGH = 20
/** From so many rows a mean says something. */
const ENOUGH_FOR_A_MEAN = 50
/** A value of a set is seen at least so often, on the average. */
const OFTEN = 10
/** More nulls than that are no accident to be watched. */
const MOSTLY_GIVEN = 0.5

const KEY = /(^|_)(id|uuid|key|hash|code|number)$/i

/** What one column lets expect. */
export function ofColumn(column: ColumnProfile, rows: number, keys: readonly string[]): Suggestions {
  const promised = promisedOf(column)
  const taken = new Set(promised.expectations.map(({ type }) => type))
  const nulls = nullness(column, rows)
  const seen = column.count < ENOUGH ? [] : [...unique(column, keys), ...values(column)]
  return {
    expectations: [...nulls.expectations, ...promised.expectations, ...seen.filter(({ type }) => !taken.has(type))],
    leftOut: [...nulls.leftOut, ...promised.leftOut],
  }
}

function nullness(column: ColumnProfile, rows: number): Suggestions {
  const { name, count, field } = column
  const type = 'expect_column_values_to_not_be_null'
  const leftOut: LeftOut[] = []
  const facts = { rows, nulls: rows - count }
  if (count === rows && (field?.required === true || rows >= ENOUGH)) {
    const isRequired = field?.required === true
    const evidence = { from: isRequired ? (rows > 0 ? 'both' : 'contract') : 'data', ...facts } as const
    return { expectations: [suggested(type, { column: name }, isRequired ? 'critical' : 'warning', evidence)], leftOut }
  }
  if (field?.required === true)
    leftOut.push({ about: name, why: `the contract requires a value, and ${rows - count} of ${rows} rows have none` })
  const mostly = mostlyOf(count / rows)
  if (rows < ENOUGH || count / rows < MOSTLY_GIVEN || mostly === 0) return { expectations: [], leftOut }
  return { expectations: [suggested(type, { column: name, mostly }, 'warning', { from: 'data', ...facts })], leftOut }
}

function unique({ name, count, distinct, type }: ColumnProfile, keys: readonly string[]): readonly Suggested[] {
  const isKey = keys.includes(name)
  // Times and amounts that happen to differ are no key.
  if (distinct !== count || !(isKey || (type === 'string' && KEY.test(name)))) return []
  const facts = { from: isKey ? 'both' : 'data', values: count, distinct } as const
  return [suggested('expect_column_values_to_be_unique', { column: name }, isKey ? 'critical' : 'warning', facts)]
}

function values(column: ColumnProfile): readonly Suggested[] {
  switch (column.type) {
    case 'string':
      return texts(column)
    case 'int':
    case 'long':
    case 'float':
    case 'double':
    case 'decimal':
      return numbers(column)
    case 'date':
    case 'timestamp':
      return instants(column)
    default:
      return []
  }
}

function texts({
  name,
  count,
  distinct,
  values,
  regex,
  shortest,
  longest,
  isPersonal,
}: ColumnProfile): readonly Suggested[] {
  const facts = { from: 'data', values: count, distinct } as const
  if (values !== undefined && values.length * OFTEN <= count)
    return [suggested('expect_column_values_to_be_in_set', { column: name, value_set: values }, 'critical', facts)]
  if (regex !== undefined)
    return [suggested('expect_column_values_to_match_regex', { column: name, regex }, 'critical', facts)]
  if (isPersonal || shortest === null || longest === null) return []
  const evidence = { ...facts, shortest, longest }
  if (shortest === longest)
    return [suggested('expect_column_value_lengths_to_equal', { column: name, value: shortest }, 'warning', evidence)]
  const lengths = { min_value: Math.min(shortest, 1), max_value: roundUp(longest * 1.5) }
  return [suggested('expect_column_value_lengths_to_be_between', { column: name, ...lengths }, 'warning', evidence)]
}

function numbers({ name, type, count, distinct, least, greatest, mean }: ColumnProfile): readonly Suggested[] {
  if (least === null || greatest === null || ![least, greatest].every((text) => Number.isFinite(Number(text))))
    return []
  const range = rangeOf(Number(least), Number(greatest), isCounter(name), type === 'int' || type === 'long')
  const facts = { from: 'data', values: count, distinct, least, greatest } as const
  const between = suggested('expect_column_values_to_be_between', { column: name, ...range }, 'critical', facts)
  const isMeasure = type === 'decimal' || type === 'double' || type === 'float'
  if (!isMeasure || mean === null || mean <= 0 || Number(least) < 0 || count < ENOUGH_FOR_A_MEAN) return [between]
  const bounds = { min_value: roundDown(mean / 2), max_value: roundUp(mean * 2) }
  const about = { from: 'data', values: count, mean: Number(mean.toPrecision(6)) } as const
  return [between, suggested('expect_column_mean_to_be_between', { column: name, ...bounds }, 'warning', about)]
}

/** From the beginning of the year before the first: what falls to 1970 by mistake is seen. */
function instants({ name, count, least, greatest }: ColumnProfile): readonly Suggested[] {
  const year = Number(/^(\d{4})-/.exec(least ?? '')?.[1])
  if (!(year > 1971)) return []
  const evidence = { from: 'data', values: count, least, greatest } as const
  return [
    suggested(
      'expect_column_values_to_be_between',
      { column: name, min_value: `${year - 1}-01-01` },
      'warning',
      evidence,
    ),
  ]
}
