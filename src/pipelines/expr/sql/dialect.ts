/** The SQL engines that expressions are printed for. A new one is a compile error until every operator, aggregate and type has it. */
export type Dialect = 'duckdb' | 'flink'
