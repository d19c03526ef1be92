import type { Expr, Query } from '../ast.ts'
import type { Cursor } from './cursor.ts'

/** The cursor with the two rules that every part of the grammar needs: queries hold expressions, which hold queries. */
export interface Parser extends Cursor {
  query(): Query
  expr(): Expr
}

/** `a, b, …`: at least one. */
export function listOf<T>(p: Cursor, one: () => T): T[] {
  const items = [one()]
  while (p.take(',')) items.push(one())
  return items
}
