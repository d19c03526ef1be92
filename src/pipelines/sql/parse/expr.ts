import type { BinaryOperator, Expr } from '../ast.ts'
import { listOf, type Parser } from './parser.ts'
import { parsePrimary } from './primary.ts'

/** An expression, the operators that bind least first: OR, AND, NOT, comparisons, ||, + and -, * / %, sign. */
export const parseExpr = (p: Parser): Expr => parseOr(p)

function parseOr(p: Parser): Expr {
  let left = parseAnd(p)
  while (p.take('OR')) left = { kind: 'binary', at: left.at, op: 'or', left, right: parseAnd(p) }
  return left
}

function parseAnd(p: Parser): Expr {
  let left = parseNot(p)
  while (p.take('AND')) left = { kind: 'binary', at: left.at, op: 'and', left, right: parseNot(p) }
  return left
}

function parseNot(p: Parser): Expr {
  const { at } = p.peek()
  return p.take('NOT') ? { kind: 'not', at, arg: parseNot(p) } : parseComparison(p)
}

const COMPARISONS = ['=', '<>', '<=', '>=', '<', '>'] as const

function parseComparison(p: Parser): Expr {
  let left = parseConcat(p)
  for (;;) {
    const compared = parseTest(p, left)
    if (compared === undefined) return left
    left = compared
  }
}

function parseTest(p: Parser, arg: Expr): Expr | undefined {
  const { at } = arg
  for (const op of COMPARISONS) {
    if (p.take(op)) return { kind: 'binary', at, op, left: arg, right: parseConcat(p) }
  }
  if (p.take('IS')) {
    const not = p.take('NOT')
    if (p.take('DISTINCT', 'FROM'))
      return {
        kind: 'binary',
        at,
        op: not ? 'is not distinct from' : 'is distinct from',
        left: arg,
        right: parseConcat(p),
      }
    if (p.is('TRUE') || p.is('FALSE'))
      throw p.fail(p.peek(), 'IS TRUE and IS FALSE are not in the subset', 'write COALESCE(x, FALSE)')
    p.need('NULL')
    return { kind: 'isNull', at, arg, not }
  }
  const not = p.is('NOT') && ['BETWEEN', 'IN', 'LIKE'].includes(p.peek(1).text.toUpperCase())
  if (not) p.need('NOT')
  if (p.take('BETWEEN')) {
    const low = parseConcat(p)
    p.need('AND')
    return { kind: 'between', at, arg, low, high: parseConcat(p), not }
  }
  if (p.take('LIKE')) return parseLike(p, arg, not)
  if (p.take('IN')) return parseIn(p, arg, not)
  return undefined
}

function parseLike(p: Parser, arg: Expr, not: boolean): Expr {
  const token = p.next()
  if (token.kind !== 'string') throw p.fail(token, 'the pattern of LIKE has to be written out', "e.g. LIKE 'A%'")
  if (token.text.includes('\\'))
    throw p.fail(token, 'a backslash in LIKE means an escape in Spark, and itself elsewhere', 'leave it out')
  if (p.is('ESCAPE')) throw p.fail(p.peek(), 'ESCAPE is not in the portable subset')
  return { kind: 'like', at: arg.at, arg, pattern: token.text, not }
}

function parseIn(p: Parser, arg: Expr, not: boolean): Expr {
  const { at } = arg
  p.need('(')
  const inner: Expr =
    p.is('SELECT') || p.is('WITH')
      ? { kind: 'inQuery', at, arg, query: p.query(), not }
      : { kind: 'inList', at, arg, list: listOf(p, p.expr), not }
  p.need(')')
  return inner
}

const binary =
  (ops: readonly BinaryOperator[], operand: (p: Parser) => Expr) =>
  (p: Parser): Expr => {
    let left = operand(p)
    for (;;) {
      const op = ops.find((symbol) => p.take(symbol))
      if (op === undefined) return left
      left = { kind: 'binary', at: left.at, op, left, right: operand(p) }
    }
  }

const parseProduct = binary(['*', '/', '%'], parseSign)
const parseSum = binary(['+', '-'], parseProduct)
const parseConcat = binary(['||'], parseSum)

function parseSign(p: Parser): Expr {
  const { at } = p.peek()
  if (p.take('-')) return { kind: 'negate', at, arg: parseSign(p) }
  if (p.take('+')) return parseSign(p)
  return parsePrimary(p)
}
