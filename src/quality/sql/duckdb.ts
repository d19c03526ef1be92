import type { Dialect } from './dialect.ts'

/** DuckDB 1.x. Regular expressions are RE2's: no look-around, no back references. */
export const duckdb: Dialect = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  text: quoted,
  matches: (value, pattern) => `regexp_matches(${value}, ${quoted(pattern)})`,
  length: (value) => `length(${value})`,
  stdev: (value) => `stddev_samp(${value})`,
  median: (value) => `median(${value})`,
  quantile: (value, q) => `quantile_disc(${value}, ${q})`,
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
