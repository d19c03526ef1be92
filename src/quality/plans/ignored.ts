import { z } from 'zod'
import type { Dialect } from '../sql/dialect.ts'

export const columnList = z.array(z.string().min(1)).min(2)

export const ignoreRowIfMany = z
  .enum(['all_values_are_missing', 'any_value_is_missing', 'never'])
  .default('all_values_are_missing')

export const ignoreRowIfPair = z
  .enum(['both_values_are_missing', 'either_value_is_missing', 'neither'])
  .default('both_values_are_missing')

/** SQL of the rows that have no say; undefined when all have. */
export function ignoredOfMany(
  params: { readonly column_list: readonly string[]; readonly ignore_row_if: z.infer<typeof ignoreRowIfMany> },
  dialect: Dialect,
): string {
  if (params.ignore_row_if === 'never') return 'FALSE'
  const isNull = params.column_list.map((name) => `${dialect.quote(name)} IS NULL`)
  return isNull.join(params.ignore_row_if === 'all_values_are_missing' ? ' AND ' : ' OR ')
}

export function ignoredOfPair(
  params: {
    readonly column_A: string
    readonly column_B: string
    readonly ignore_row_if: z.infer<typeof ignoreRowIfPair>
  },
  dialect: Dialect,
): string {
  if (params.ignore_row_if === 'neither') return 'FALSE'
  const isNull = [params.column_A, params.column_B].map((name) => `${dialect.quote(name)} IS NULL`)
  return isNull.join(params.ignore_row_if === 'both_values_are_missing' ? ' AND ' : ' OR ')
}
