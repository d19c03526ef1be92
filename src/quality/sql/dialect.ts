/** What differs between engines in the SQL of expectations. What they share is written out: CASE, IN, EXISTS, stddev_samp … */
export interface Dialect {
  readonly name: DialectName
  /** An identifier, quoted. */
  readonly quote: (name: string) => string
  /** A character literal. */
  readonly text: (value: string) => string
  /** A date or timestamp (`2017-01-31`, `2017-01-31T10:00:00Z`) that is compared with a column of that type. */
  readonly instant: (value: string, type: 'date' | 'timestamp') => string
  /** Whether the pattern is found anywhere in the text: a search, not a full match. */
  readonly matches: (value: string, pattern: string) => string
  /** `value LIKE pattern`; without an escape character a backslash is a character like any other. */
  readonly like: (value: string, pattern: string, escapedBy: string | undefined) => string
  /** Length in characters. */
  readonly length: (value: string) => string
  /** Aggregate: the mean as a double, of decimals too. */
  readonly mean: (value: string) => string
  /** Aggregate: sample standard deviation (n − 1) as a double. */
  readonly stdev: (value: string) => string
  /** Aggregate over the table: the middle value; of an even count the mean of the two middle ones. Exact. */
  readonly median: (value: string, table: string) => string
  /** Aggregate over the table: the least value that is not below a share `q` of the values (percentile_disc). Exact. */
  readonly quantile: (value: string, q: number, table: string) => string
  /** The value as text. */
  readonly asText: (value: string) => string
  /**
   * A number of eight bytes that equal keys share and that different keys almost never do, where the engine has one: so many
   * different numbers as keys prove that the keys are different, in half the memory that grouping by the keys takes.
   */
  readonly fingerprint?: (keys: readonly Key[]) => string
}

export type DialectName = 'duckdb' | 'trino' | 'spark'

interface Key {
  /** The column as SQL names it. */
  readonly value: string
  readonly isText: boolean
}
