import { didYouMean } from '../../../kernel/suggest.ts'
import type { Body, Cte, OrderItem, Query, Select, SelectItem } from '../ast.ts'
import { shown } from './cursor.ts'
import { parseFrom } from './from.ts'
import { listOf, type Parser } from './parser.ts'
import { AFTER_ITEM, NOT_PORTABLE } from './words.ts'

/** `WITH … SELECT … UNION … ORDER BY … LIMIT …`. */
export function parseQuery(p: Parser): Query {
  const { at } = p.peek()
  const ctes: Cte[] = []
  if (p.take('WITH')) {
    if (p.is('RECURSIVE')) throw refused(p)
    ctes.push(...listOf(p, () => parseCte(p)))
  }
  const body = parseUnion(p)
  const orderBy = p.take('ORDER', 'BY') ? listOf(p, () => parseOrderItem(p)) : []
  let limit: number | undefined
  let offset: number | undefined
  if (p.take('OFFSET')) offset = wholeNumber(p)
  if (p.take('LIMIT')) limit = wholeNumber(p)
  if (offset === undefined && p.take('OFFSET')) offset = wholeNumber(p)
  return {
    kind: 'query',
    at,
    with: ctes,
    body,
    orderBy,
    ...(limit !== undefined && { limit }),
    ...(offset !== undefined && { offset }),
  }
}

function parseCte(p: Parser): Cte {
  const { at } = p.peek()
  const name = p.name('the name of a WITH query')
  const columns = p.take('(') ? columnNames(p) : undefined
  p.need('AS')
  p.need('(')
  const query = p.query()
  p.need(')')
  return { at, name, query, ...(columns !== undefined && { columns }) }
}

/** The rest of `(a, b)`. */
function columnNames(p: Parser): string[] {
  const names = listOf(p, () => p.name('the name of a column'))
  p.need(')')
  return names
}

/** UNION and EXCEPT from left to right; INTERSECT binds tighter. */
function parseUnion(p: Parser): Body {
  let left = parseIntersect(p)
  for (;;) {
    const { at } = p.peek()
    const op = p.take('UNION') ? 'union' : p.take('EXCEPT') ? 'except' : undefined
    if (op === undefined) return left
    const all = p.take('ALL')
    if (!all) p.take('DISTINCT')
    left = { kind: 'set', at, op, all, left, right: parseIntersect(p) }
  }
}

function parseIntersect(p: Parser): Body {
  let left = parseTerm(p)
  for (;;) {
    const { at } = p.peek()
    if (!p.take('INTERSECT')) return left
    const all = p.take('ALL')
    if (!all) p.take('DISTINCT')
    left = { kind: 'set', at, op: 'intersect', all, left, right: parseTerm(p) }
  }
}

function parseTerm(p: Parser): Body {
  const { at } = p.peek()
  if (p.take('(')) {
    const query = p.query()
    p.need(')')
    return query
  }
  if (p.take('VALUES')) {
    const row = () => {
      p.need('(')
      const cells = listOf(p, p.expr)
      p.need(')')
      return cells
    }
    return { kind: 'values', at, rows: listOf(p, row) }
  }
  return parseSelect(p)
}

function parseSelect(p: Parser): Select {
  const { at } = p.need('SELECT')
  const distinct = p.take('DISTINCT')
  if (!distinct) p.take('ALL')
  const items = listOf(p, () => parseItem(p))
  const from = p.take('FROM') ? parseFrom(p) : undefined
  const where = p.take('WHERE') ? p.expr() : undefined
  const groupBy = p.take('GROUP', 'BY') ? listOf(p, () => groupItem(p)) : []
  const having = p.take('HAVING') ? p.expr() : undefined
  const next = p.peek()
  if (next.kind === 'word' && NOT_PORTABLE[next.text.toUpperCase()] !== undefined) throw refused(p)
  return {
    kind: 'select',
    at,
    distinct,
    items,
    groupBy,
    ...(from && { from }),
    ...(where && { where }),
    ...(having && { having }),
  }
}

function groupItem(p: Parser) {
  if (p.is('ROLLUP') || p.is('CUBE') || p.is('GROUPING')) throw refused(p)
  return p.expr()
}

function parseItem(p: Parser): SelectItem {
  const { at } = p.peek()
  if (p.take('*')) return star(p, { kind: 'star', at })
  if (p.isName() && p.peek(1).text === '.' && p.peek(2).text === '*' && p.peek(2).kind === 'symbol') {
    const table = p.name('a table')
    p.need('.')
    p.need('*')
    return star(p, { kind: 'star', at, table })
  }
  const expr = p.expr()
  if (p.take('AS')) return { kind: 'expr', at, expr, alias: p.name('a name after AS') }
  if (!p.isName()) return { kind: 'expr', at, expr }
  const token = p.peek()
  const alias = p.name('a name')
  const isEnd =
    p.peek().kind === 'end' || p.is(',') || p.is(')') || p.is(';') || (p.peek().kind === 'word' && !p.isName())
  if (!isEnd) throw p.fail(token, `expected "," or FROM, found ${shown(token)}${didYouMean(token.text, AFTER_ITEM)}`)
  return { kind: 'expr', at, expr, alias }
}

function star(p: Parser, item: SelectItem): SelectItem {
  if (p.is('EXCEPT', '(') || p.is('EXCLUDE') || p.is('REPLACE'))
    throw p.fail(p.peek(), `* ${p.peek().text.toUpperCase()} is not portable`, 'name the columns')
  return item
}

export function parseOrderItem(p: Parser): OrderItem {
  const { at } = p.peek()
  const expr = p.expr()
  const descending = p.take('DESC')
  if (!descending) p.take('ASC')
  const nullsFirst = p.take('NULLS', 'FIRST')
  if (!nullsFirst) p.take('NULLS', 'LAST')
  return { at, expr, descending, nullsFirst }
}

export function wholeNumber(p: Parser): number {
  const token = p.next()
  if (token.kind === 'number' && /^\d{1,15}$/.test(token.text)) return Number(token.text)
  throw p.fail(token, `expected a whole number, found ${shown(token)}`)
}

/** The word at hand is SQL, but not of every engine. */
function refused(p: Parser): Error {
  const token = p.peek()
  const word = token.text.toUpperCase()
  return p.fail(token, `${word} is not in the portable subset`, NOT_PORTABLE[word])
}
