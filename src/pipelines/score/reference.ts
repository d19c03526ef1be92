import { didYouMean } from '../../kernel/suggest.ts'
import type { RefExpr } from '../expr/ir.ts'
import type { Source } from './source.ts'

/** Words before the point that are no input alias; the same as in a job's callbacks. */
const ROOTS: Readonly<Record<string, (name: string) => RefExpr | undefined>> = {
  measures: (name) => ({ op: 'ref', of: 'measure', name }),
  match: (name) => ({ op: 'ref', of: 'match', name }),
  values: (name) => ({ op: 'ref', of: 'value', name }),
  window: (name) =>
    name === 'start' || name === 'end' || name === 'key' ? { op: 'ref', of: 'window', name } : undefined,
}

/** `$measures.orders`, `$match.paid`, `$values.paid_ratio`, `$window.start`, `$order.total_amount` (a field of that input). */
export function parseReference(text: string, node: unknown, from: Source): RefExpr {
  const parts = /^\$([A-Za-z_][A-Za-z0-9_]*)\.([A-Za-z_][A-Za-z0-9_]*)$/.exec(text)
  if (parts === null)
    throw from.problem(
      node,
      `"${text}" is no reference`,
      'write $input.field, $measures.x, $match.x, $values.x or $window.start',
    )
  const [, root = '', name = ''] = parts
  if (root === 'score') throw from.problem(node, `${text}: a rule cannot use the score it is part of`)
  if (!Object.hasOwn(ROOTS, root)) return { op: 'ref', of: 'field', input: root, name }
  const found = ROOTS[root]!(name)
  if (found !== undefined) return found
  const known = ['start', 'end', 'key']
  throw from.problem(node, `window has no "${name}"${didYouMean(name, known)}`, `known: ${known.join(', ')}`)
}
