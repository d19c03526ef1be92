import type { Query } from '../ast.ts'
import type { SqlSource } from '../source.ts'
import { cursorOf, shown } from './cursor.ts'
import { parseExpr } from './expr.ts'
import type { Parser } from './parser.ts'
import { parseQuery } from './query.ts'

/**
 * The one query of a text, in the subset of SQL that DuckDB, Trino and Spark share.
 * @throws DqError with file, line and column of the first thing that is not in it.
 */
export function parseSql(source: SqlSource): Query {
  const parser: Parser = {
    ...cursorOf(source),
    query: () => parseQuery(parser),
    expr: () => parseExpr(parser),
  }
  const query = parser.query()
  parser.take(';')
  const rest = parser.peek()
  if (rest.kind !== 'end')
    throw parser.fail(rest, `expected the end of the query, found ${shown(rest)}`, 'a file holds one query')
  return query
}
