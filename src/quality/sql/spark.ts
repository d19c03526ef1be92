import type { Dialect } from './dialect.ts'

/** Spark SQL 3.5, with its default settings. A backslash begins an escape in literals, and is the escape of LIKE; regular expressions are Java's. */
export const spark: Dialect = {
  name: 'spark',
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  text: quoted,
  instant: (value, type) => `${type === 'date' && /^[\d-]+$/.test(value) ? 'DATE' : 'TIMESTAMP'} ${quoted(value)}`,
  matches: (value, pattern) => `${value} RLIKE ${quoted(pattern)}`,
  like: (value, pattern, escapedBy) => {
    const escaper = escapedBy ?? (pattern.includes('\\') ? unusedIn(pattern) : undefined)
    return `${value} LIKE ${quoted(pattern)}${escaper === undefined ? '' : ` ESCAPE ${quoted(escaper)}`}`
  },
  length: (value) => `char_length(${value})`,
  mean: (value) => `avg(CAST(${value} AS double))`,
  stdev: (value) => `stddev_samp(${value})`,
  median: (value) => `median(${value})`,
  quantile: (value, q) => `percentile_disc(${q}) WITHIN GROUP (ORDER BY ${value})`,
  asText: (value) => `CAST(${value} AS string)`,
}

/** Spark puts the value of a variable where a statement says `${…}`, in literals too, before it reads them. */
function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\u0024{')}'`
}

/** An escape character that escapes nothing in the pattern, so that a backslash in it is a character like any other. */
const unusedIn = (pattern: string): string =>
  [...'~^!#|'].find((character) => !pattern.includes(character)) ?? String.fromCodePoint(0xe000)
