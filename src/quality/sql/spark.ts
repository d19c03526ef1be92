import type { Dialect } from './dialect.ts'

/** Spark SQL 3.5, with its default settings. A backslash begins an escape in literals, and is the escape of LIKE; regular expressions are Java's. */
export const spark: Dialect = {
  name: 'spark',
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  text: quoted,
  instant: (value, type) => `${type === 'date' && /^[\d-]+$/.test(value) ? 'DATE' : 'TIMESTAMP'} ${quoted(value)}`,
  matches: (value, pattern) => `${value} RLIKE ${quoted(pattern)}`,
  like: (value, pattern, escapedBy) =>
    escapedBy === undefined
      ? `${value} LIKE ${quoted(pattern.replaceAll('\\', '\\\\'))}`
      : `${value} LIKE ${quoted(pattern)} ESCAPE ${quoted(escapedBy)}`,
  length: (value) => `char_length(${value})`,
  mean: (value) => `avg(CAST(${value} AS double))`,
  stdev: (value) => `stddev_samp(${value})`,
  median: (value) => `percentile(${value}, 0.5)`,
  quantile: (value, q) => `percentile_disc(${q}) WITHIN GROUP (ORDER BY ${value})`,
  asText: (value) => `CAST(${value} AS string)`,
}

function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
