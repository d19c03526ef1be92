import type { Dialect } from './dialect.ts'
import { duckdb } from './duckdb.ts'

/** One row an engine; a new engine is one more file and one more row. */
export const dialects = { duckdb } satisfies Record<string, Dialect>
