import type { Dialect, DialectName } from './dialect.ts'
import { duckdb } from './duckdb.ts'
import { spark } from './spark.ts'
import { trino } from './trino.ts'

/** Every engine whose SQL dq writes. */
export const dialects: Readonly<Record<DialectName, Dialect>> = { duckdb, trino, spark }
