import type { Contract } from '../../contracts/model.ts'
import type { CheckedExpectation } from '../checked-suite.ts'
import type { Cell, Row } from '../expectation.ts'
import { MASKED, maskedFacts, maskedRows, personalColumns } from '../mask.ts'
import type { GxAnswer } from './ports.ts'

/** Lists of values, or of rows, in a result of Great Expectations. */
const LISTS = ['partial_unexpected_list', 'partial_missing_list']

/** The answer with what is personal masked, as dq masks its own. */
export function maskedAnswer(
  { result, ...answer }: GxAnswer,
  { bound }: CheckedExpectation,
  contract: Contract | undefined,
): GxAnswer {
  const columns = bound.columns.map(({ name }) => name)
  const personal = personalColumns(contract)
  // Rows of a query may carry anything.
  const concerned = columns.length === 0 ? personal.size > 0 : columns.some((name) => personal.has(name))
  if (!concerned) return { ...answer, result }
  const masked = Object.entries(result).map(([key, value]): readonly [string, unknown] => {
    if (LISTS.includes(key) && Array.isArray(value))
      return [key, value.map((item) => maskedItem(item, columns, contract))]
    if (key === 'partial_unexpected_counts' && Array.isArray(value)) return [key, value.map(maskedCount)]
    if (key === 'details') return [key, maskedTexts(value)]
    return [key, value]
  })
  return { ...answer, result: observed(Object.fromEntries(masked), columns, contract) }
}

function observed(
  result: Readonly<Record<string, unknown>>,
  columns: readonly string[],
  contract: Contract | undefined,
) {
  const { observed_value } = result
  if (typeof observed_value === 'object' && observed_value !== null)
    return { ...result, observed_value: maskedTexts(observed_value) }
  return typeof observed_value === 'string'
    ? { ...result, ...maskedFacts({ observed_value }, columns, contract) }
    : result
}

/** A value of the one column; of several, a list in their order or an object by name. */
function maskedItem(item: unknown, columns: readonly string[], contract: Contract | undefined): unknown {
  if (Array.isArray(item))
    return Object.values(maskedRow(Object.fromEntries(columns.map((name, i) => [name, item[i]])), contract))
  if (typeof item === 'object' && item !== null) return maskedRow(item as Record<string, unknown>, contract)
  return item === null ? null : MASKED
}

const maskedRow = (row: Readonly<Record<string, unknown>>, contract: Contract | undefined): Row =>
  maskedRows([row as Readonly<Record<string, Cell>>], contract)[0] ?? {}

const maskedCount = (item: unknown): unknown =>
  typeof item === 'object' && item !== null && 'value' in item ? { ...item, value: MASKED } : item

/** Every text and every number in it: nobody has said what it is. */
function maskedTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskedTexts)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskedTexts(inner)]))
  return value === null || typeof value === 'boolean' ? value : MASKED
}
