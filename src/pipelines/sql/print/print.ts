import type { Type } from '../../../kernel/value-type.ts'
import type { Analysis } from '../analyse/analyse.ts'
import type { SqlDialect, SqlDialectName } from './dialect.ts'
import { duckdb } from './duckdb.ts'
import { printExpr } from './expr.ts'
import type { Printer } from './printer.ts'
import { printQuery } from './query.ts'
import { spark } from './spark.ts'
import { trino } from './trino.ts'

const DIALECTS: Readonly<Record<SqlDialectName, SqlDialect>> = { duckdb, trino, spark }

export interface PrintOptions {
  /** Values of parameters as text; one without is printed by name (`$date`, `:date`), which Trino does not have. */
  readonly values?: ReadonlyMap<string, string>
  readonly parameters?: ReadonlyMap<string, Type>
  /** Where the table of a contract lies, e.g. `['iceberg', 'bronze', 'orders']`; its name taken apart unless told otherwise. */
  readonly table?: (contract: string) => readonly string[]
  /** The type that each column is to have, in order. */
  readonly casts?: readonly Type[]
}

/**
 * The query as text of one engine: `*` written out, names quoted, null order and casts said. It must have been read without problems.
 * @throws DqError when that engine cannot say it exactly.
 */
export function printSqlQuery(analysis: Analysis, dialect: SqlDialectName, options: PrintOptions = {}): string {
  if (analysis.problems[0] !== undefined)
    throw new Error(`printing a query with problems: ${analysis.problems[0].message}`)
  const printer: Printer = {
    dialect: DIALECTS[dialect],
    facts: analysis.facts,
    values: options.values ?? new Map(),
    types: options.parameters ?? new Map(),
    table: options.table ?? ((contract) => contract.split('.')),
    expr: (expr) => printExpr(printer, expr),
    query: (query) => printQuery(printer, query),
  }
  return printQuery(printer, analysis.query, options.casts)
}
