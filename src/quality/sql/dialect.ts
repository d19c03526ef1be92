/** What differs between engines in the SQL of expectations. What they share is written out: FILTER, CASE, IN, LIKE … ESCAPE. */
export interface Dialect {
  /** An identifier, quoted. */
  readonly quote: (name: string) => string
  /** A character literal. */
  readonly text: (value: string) => string
  /** Whether the pattern is found anywhere in the text: a search, not a full match. */
  readonly matches: (value: string, pattern: string) => string
  /** Length in characters. */
  readonly length: (value: string) => string
  /** Aggregate: sample standard deviation (n − 1) as a double. */
  readonly stdev: (value: string) => string
  /** Aggregate: the middle value; of an even count the mean of the two middle ones. */
  readonly median: (value: string) => string
  /** Aggregate: the least value that is not below a share `q` of the values (percentile_disc). */
  readonly quantile: (value: string, q: number) => string
}
