import type { Call, Expr, FrameBound, Window } from '../ast.ts'
import { shown } from './cursor.ts'
import { listOf, type Parser } from './parser.ts'
import { parseOrderItem, wholeNumber } from './query.ts'

/** `name([DISTINCT] a, b) [FILTER (WHERE …)] [OVER (…)]`. */
export function parseCall(p: Parser): Expr {
  const { at, text } = p.next()
  p.need('(')
  const star = p.take('*')
  const distinct = !star && p.take('DISTINCT')
  const args = star || p.is(')') ? [] : listOf(p, p.expr)
  if (p.is('ORDER', 'BY')) throw p.fail(p.peek(), 'an order inside an aggregate is not in the portable subset')
  p.need(')')
  if (p.is('WITHIN')) throw p.fail(p.peek(), 'WITHIN GROUP is not in the portable subset')
  const call: Call = { kind: 'call', at, name: text.toLowerCase(), args, star, distinct }
  const filter = p.take('FILTER') ? parseFilter(p) : undefined
  const over = p.take('OVER') ? parseWindow(p) : undefined
  return { ...call, ...(filter && { filter }), ...(over && { over }) }
}

function parseFilter(p: Parser): Expr {
  p.need('(')
  p.need('WHERE')
  const filter = p.expr()
  p.need(')')
  return filter
}

function parseWindow(p: Parser): Window {
  if (!p.is('('))
    throw p.fail(p.peek(), 'named windows are not in the portable subset', 'write OVER (PARTITION BY … ORDER BY …)')
  p.need('(')
  const partitionBy = p.take('PARTITION', 'BY') ? listOf(p, p.expr) : []
  const orderBy = p.take('ORDER', 'BY') ? listOf(p, () => parseOrderItem(p)) : []
  const unit = p.take('ROWS') ? 'rows' : p.take('RANGE') ? 'range' : undefined
  if (unit === undefined) {
    p.need(')')
    return { partitionBy, orderBy }
  }
  const between = p.take('BETWEEN')
  const from = parseBound(p)
  if (between) p.need('AND')
  const to: FrameBound = between ? parseBound(p) : { kind: 'current row' }
  p.need(')')
  return { partitionBy, orderBy, frame: { unit, from, to } }
}

function parseBound(p: Parser): FrameBound {
  if (p.take('CURRENT', 'ROW')) return { kind: 'current row' }
  if (p.take('UNBOUNDED', 'PRECEDING')) return { kind: 'unbounded preceding' }
  if (p.take('UNBOUNDED', 'FOLLOWING')) return { kind: 'unbounded following' }
  const token = p.peek()
  if (token.kind !== 'number') throw p.fail(token, `expected the bound of a frame, found ${shown(token)}`)
  const rows = wholeNumber(p)
  if (p.take('PRECEDING')) return { kind: 'preceding', rows }
  p.need('FOLLOWING')
  return { kind: 'following', rows }
}
