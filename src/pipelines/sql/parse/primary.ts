import type { Expr, IntervalUnit, When } from '../ast.ts'
import { parseCall } from './call.ts'
import { shown } from './cursor.ts'
import type { Parser } from './parser.ts'
import { parseSqlType } from './type.ts'

/** A literal, a column, a call, or something in parentheses. */
export function parsePrimary(p: Parser): Expr {
  const token = p.peek()
  const { at, kind, text } = token
  if (kind === 'number') return numberLiteral(p)
  if (kind === 'string') {
    p.next()
    return { kind: 'literal', at, type: 'string', text }
  }
  if (kind === 'parameter') {
    p.next()
    return { kind: 'parameter', at, name: text }
  }
  if (p.is('(')) return parenthesis(p)
  if (kind === 'word') {
    const keyword = parseKeyword(p, at)
    if (keyword !== undefined) return keyword
  }
  if (!p.isName()) throw p.fail(token, `expected an expression, found ${shown(token)}`)
  if (kind === 'word' && p.peek(1).text === '(' && p.peek(1).kind === 'symbol') return parseCall(p)
  return column(p, at)
}

function numberLiteral(p: Parser): Expr {
  const { at, text } = p.next()
  const type = /[eE]/.test(text) ? 'double' : text.includes('.') ? 'decimal' : 'integer'
  return { kind: 'literal', at, type, text }
}

function parenthesis(p: Parser): Expr {
  const { at } = p.need('(')
  if (p.is('SELECT') || p.is('WITH')) {
    const query = p.query()
    p.need(')')
    return { kind: 'scalar', at, query }
  }
  const inner = p.expr()
  if (p.is(',')) throw p.fail(p.peek(), 'rows as values are not in the portable subset', 'compare column by column')
  p.need(')')
  return { ...inner, at }
}

function parseKeyword(p: Parser, at: number): Expr | undefined {
  if (p.take('TRUE')) return { kind: 'literal', at, type: 'boolean', text: 'true' }
  if (p.take('FALSE')) return { kind: 'literal', at, type: 'boolean', text: 'false' }
  if (p.take('NULL')) return { kind: 'literal', at, type: 'null', text: 'null' }
  if (p.is('DATE') && p.peek(1).kind === 'string') return timeLiteral(p, 'date', /^\d{4}-\d{2}-\d{2}$/, 'YYYY-MM-DD')
  if (p.is('TIMESTAMP') && p.peek(1).kind === 'string')
    return timeLiteral(p, 'timestamp', /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?$/, 'YYYY-MM-DD HH:MM:SS')
  if (p.take('INTERVAL')) return interval(p, at)
  if (p.take('CASE')) return parseCase(p, at)
  if (p.take('CAST')) {
    p.need('(')
    const arg = p.expr()
    p.need('AS')
    const to = parseSqlType(p)
    p.need(')')
    return { kind: 'cast', at, arg, to }
  }
  if (p.take('EXTRACT')) {
    p.need('(')
    const part = p.next().text.toLowerCase()
    p.need('FROM')
    const arg = p.expr()
    p.need(')')
    return { kind: 'extract', at, part, arg }
  }
  if (p.take('EXISTS')) {
    p.need('(')
    const query = p.query()
    p.need(')')
    return { kind: 'exists', at, query }
  }
  return undefined
}

function timeLiteral(p: Parser, type: 'date' | 'timestamp', form: RegExp, written: string): Expr {
  const { at } = p.next()
  const token = p.next()
  const time = Date.parse(`${token.text.slice(0, 10)}T00:00:00Z`)
  const isDay = form.test(token.text) && new Date(time).toISOString().startsWith(token.text.slice(0, 10))
  if (!isDay) throw p.fail(token, `'${token.text}' is no ${type}`, `write it as ${written}`)
  return { kind: 'literal', at, type, text: token.text }
}

const UNITS: readonly IntervalUnit[] = ['year', 'month', 'day', 'hour', 'minute', 'second']

function interval(p: Parser, at: number): Expr {
  const size = p.next()
  const unitToken = p.next()
  const unit = UNITS.find((known) => known === unitToken.text.toLowerCase())
  if (size.kind !== 'string' || !/^\d{1,9}$/.test(size.text) || unit === undefined)
    throw p.fail(size, 'an interval is one number of one unit', `write INTERVAL '7' DAY; units: ${UNITS.join(', ')}`)
  return { kind: 'interval', at, amount: Number(size.text), unit }
}

function parseCase(p: Parser, at: number): Expr {
  const operand = p.is('WHEN') ? undefined : p.expr()
  const whens: When[] = []
  while (p.take('WHEN')) {
    const when = p.expr()
    p.need('THEN')
    whens.push({ when, result: p.expr() })
  }
  if (whens.length === 0) p.need('WHEN')
  const otherwise = p.take('ELSE') ? p.expr() : undefined
  p.need('END')
  return { kind: 'case', at, whens, ...(operand && { operand }), ...(otherwise && { otherwise }) }
}

function column(p: Parser, at: number): Expr {
  const name = p.name('a column')
  if (!p.take('.')) return { kind: 'column', at, name }
  const second = p.name('a column')
  if (p.is('.'))
    throw p.fail(p.peek(), 'a column is written column or table.column', 'give the table a short name with AS')
  return { kind: 'column', at, table: name, name: second }
}
