import { sqlName, sqlString } from '../../expr/sql/quote.ts'

/** An identifier of Flink SQL, always quoted: topics and fields have dots and reserved words in them. */
export const quoted = (name: string): string => sqlName(name, 'flink')

/** The `WITH (…)` of a table, one option a line. */
export const withOptions = (options: Readonly<Record<string, string>>): string =>
  `WITH (\n${Object.entries(options)
    .map(([name, value]) => `  ${sqlString(name)} = ${sqlString(value)}`)
    .join(',\n')}\n)`
