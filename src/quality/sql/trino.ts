import { sqlIdentifier, sqlText } from '../../kernel/sql-text.ts'
import type { Dialect } from './dialect.ts'

/** Trino 476. Regular expressions are Java's; texts are never cast to dates by themselves; averages of decimals are rounded to their scale. */
export const trino: Dialect = {
  name: 'trino',
  quote: sqlIdentifier,
  text: sqlText,
  instant: (value, type) => {
    const [, day, time = '00:00:00', zone = ''] = INSTANT.exec(value) ?? []
    if (day === undefined) return sqlText(value)
    if (day === value && type === 'date') return `DATE ${sqlText(day)}`
    return `TIMESTAMP ${sqlText(`${day} ${time}${zoned(zone)}`)}`
  },
  matches: (value, pattern) => `regexp_like(${value}, ${sqlText(pattern)})`,
  like: (value, pattern, escapedBy) =>
    `${value} LIKE ${sqlText(pattern)}${escapedBy === undefined ? '' : ` ESCAPE ${sqlText(escapedBy)}`}`,
  length: (value) => `length(${value})`,
  mean: (value) => `avg(CAST(${value} AS double))`,
  stdev: (value) => `stddev_samp(${value})`,
  median: (value, table) =>
    aggregate(
      `SELECT avg(CAST(v AS double)) FROM ${counted(value, table)} WHERE upto * 2 >= total AND (upto - n) * 2 <= total`,
    ),
  quantile: (value, q, table) => aggregate(`SELECT min(v) FROM ${counted(value, table)} WHERE upto >= ${q} * total`),
  asText: (value) => `CAST(${value} AS varchar)`,
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/

/** `Z` and `+0300` as Trino writes them. */
function zoned(zone: string): string {
  if (zone === '') return ''
  return zone === 'Z' ? ' UTC' : ` ${zone.slice(0, 3)}:${zone.slice(-2)}`
}

/** With a count in it, a query of a table's aggregates stays one row, however many rows the table has, none too. */
const aggregate = (query: string): string => `CASE WHEN count(*) >= 0 THEN (${query}) END`

/** Trino has approximate quantiles only. Each value `v` with how often it occurs (`n`), how many are not greater (`upto`), and how many there are. */
function counted(value: string, table: string): string {
  const values = `SELECT ${value} AS v, count(${value}) AS n FROM ${table} GROUP BY 1`
  return `(SELECT v, n, sum(n) OVER (ORDER BY v) AS upto, sum(n) OVER () AS total FROM (${values}) AS grouped WHERE v IS NOT NULL) AS counted`
}
