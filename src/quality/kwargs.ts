import { z } from 'zod'
import { RowCondition } from './row-condition.ts'
import type { Literal } from './sql/literal.ts'

/** What Great Expectations accepts everywhere and what changes no verdict. */
const everywhere = {
  batch_id: z.string().nullish(),
  result_format: z.unknown().optional(),
  catch_exceptions: z.boolean().nullish(),
}

/** Of table expectations, which have no row condition. */
export const tableKwargs = everywhere

/** Of expectations that look at rows. */
export const rowKwargs = {
  ...everywhere,
  row_condition: RowCondition.nullish().transform((condition) => condition ?? undefined),
  condition_parser: z.enum(['great_expectations', 'great_expectations__experimental__']).nullish(),
}

/** The share of rows that must meet it, 0 to 1. */
export const mostly = z.number().min(0).max(1).default(1)

export const column = z.string().min(1)

export const scalar: z.ZodType<Literal> = z.union([z.string(), z.number(), z.boolean()])

const INSTANT = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/
const error = 'expected a number, or a date or timestamp such as "2017-01-31" or "2017-01-31T10:00:00"'

/** A number, or an instant as ISO 8601: Great Expectations takes no other text. */
const bound = z.union([z.number(), z.string().regex(INSTANT, { error })], { error }).nullish()

export const bounds = {
  min_value: bound,
  max_value: bound,
  strict_min: z.boolean().default(false),
  strict_max: z.boolean().default(false),
}

export interface Bounds {
  readonly min_value?: number | string | null | undefined
  readonly max_value?: number | string | null | undefined
  readonly strict_min: boolean
  readonly strict_max: boolean
}

/** For people: `between 0 and 10`, `more than 0`, `anything` when nothing bounds it. */
export function boundsWords({ min_value, max_value, strict_min, strict_max }: Bounds): string {
  const low =
    min_value === undefined || min_value === null ? undefined : `${strict_min ? 'more than' : 'at least'} ${min_value}`
  const high =
    max_value === undefined || max_value === null ? undefined : `${strict_max ? 'less than' : 'at most'} ${max_value}`
  if (low !== undefined && high !== undefined && !strict_min && !strict_max)
    return `between ${min_value} and ${max_value}`
  return [low, high].filter((part) => part !== undefined).join(' and ') || 'anything'
}

/** For people: ` in at least 95 % of the rows`; nothing when it is all of them. */
export const mostlyWords = (share: number): string =>
  share === 1 ? '' : ` in at least ${Number((share * 100).toPrecision(12))} % of the rows`
