import { type IcebergType, typeText } from '../../../lake/iceberg/types.ts'
import { duckType, literal } from './column-sql.ts'

export type Decimal = Extract<IcebergType, { readonly kind: 'decimal' }>

/** What a value is read as before it becomes a decimal. */
export type ReadAs = 'text' | 'number'

/**
 * Whether a cast would round, without a word: a text (and a decimal) by its own digits, a number as far as a double can tell. Never true where there is no value.
 */
export function roundedSql(of: string, type: Decimal, as: ReadAs): string {
  const number = `abs(CAST(CAST(${of} AS ${duckType(type)}) AS DOUBLE) - CAST(${of} AS DOUBLE)) > 1e-15 * abs(CAST(${of} AS DOUBLE))`
  if (as === 'number') return number
  const text = `CAST(${of} AS VARCHAR)`
  const digits = `\\.[0-9]{${type.scale}}[0-9]*[1-9]`
  // Most texts are neither: one pattern for both is half the work.
  return `CASE WHEN NOT regexp_matches(${text}, ${literal(`[eE]|${digits}`)}) THEN false WHEN regexp_matches(${text}, '[eE]') THEN ${number} ELSE ${text} IS NOT NULL END`
}

export const roundedWords = (type: Decimal): string => `has more digits than a ${typeText(type)} keeps`

/** A value as the decimal that it is; a failing cast where it would be rounded (TRY takes no `error()`). */
export function exactlySql(of: string, type: Decimal, as: ReadAs): string {
  const text = `CAST(${of} AS VARCHAR)`
  return `CAST(CASE WHEN ${roundedSql(of, type, as)} THEN concat(${text}, ' is rounded') ELSE ${text} END AS ${duckType(type)})`
}

/** How a column of CSV or Parquet is asked, by its type as DESCRIBE writes it; undefined where no cast to the decimal rounds, or nobody can tell. */
export function readAs(described: string, { scale }: Decimal): ReadAs | undefined {
  if (described === 'VARCHAR') return 'text'
  if (described === 'DOUBLE') return 'number'
  const [, own] = /^DECIMAL\(\d+,(\d+)\)$/.exec(described) ?? []
  return own !== undefined && Number(own) > scale ? 'text' : undefined
}
