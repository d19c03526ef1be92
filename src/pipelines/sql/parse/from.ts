import type { From, Join, JoinType } from '../ast.ts'
import { shown } from './cursor.ts'
import { listOf, type Parser } from './parser.ts'
import { NOT_PORTABLE } from './words.ts'

/** `a JOIN b ON …, c`: a comma is a cross join that binds less than JOIN. */
export function parseFrom(p: Parser): From {
  let left = parseJoins(p)
  for (;;) {
    const { at } = p.peek()
    if (!p.take(',')) return left
    left = { kind: 'join', at, type: 'cross', left, right: parseJoins(p) }
  }
}

function parseJoins(p: Parser): From {
  let left = parseRelation(p)
  for (;;) {
    const { at } = p.peek()
    const type = joinType(p)
    if (type === undefined) return left
    const right = parseRelation(p)
    const join: Join = { kind: 'join', at, type, left, right }
    if (type === 'cross') left = join
    else if (p.take('USING')) {
      p.need('(')
      const using = listOf(p, () => p.name('the name of a column'))
      p.need(')')
      left = { ...join, using }
    } else {
      p.need('ON')
      left = { ...join, on: p.expr() }
    }
  }
}

function joinType(p: Parser): JoinType | undefined {
  const refused = (at: number) => {
    const word = p.peek(at).text.toUpperCase()
    throw p.fail(p.peek(at), `${word} JOIN is not in the portable subset`, NOT_PORTABLE[word])
  }
  if (p.is('NATURAL') || p.is('SEMI') || p.is('ANTI')) refused(0)
  if (p.take('CROSS', 'JOIN')) return 'cross'
  if (p.take('JOIN') || p.take('INNER', 'JOIN')) return 'inner'
  for (const type of ['left', 'right', 'full'] as const) {
    const word = type.toUpperCase()
    if (p.take(word, 'JOIN') || p.take(word, 'OUTER', 'JOIN')) return type
    if (p.is(word, 'SEMI') || p.is(word, 'ANTI')) refused(1)
  }
  return undefined
}

function parseRelation(p: Parser): From {
  const token = p.peek()
  const { at } = token
  if (p.is('LATERAL') || p.is('UNNEST'))
    throw p.fail(
      token,
      `${token.text.toUpperCase()} is not in the portable subset`,
      NOT_PORTABLE[token.text.toUpperCase()],
    )
  if (p.is('(')) {
    if (p.is('(', 'SELECT') || p.is('(', 'WITH') || p.is('(', '(') || p.is('(', 'VALUES')) return parseDerived(p, at)
    p.need('(')
    const inner = parseFrom(p)
    p.need(')')
    return inner
  }
  let name = p.name('a table')
  while (p.take('.')) name += `.${p.name('a table')}`
  if (p.is('(')) throw p.fail(token, `functions that give tables (${name}) are not in the portable subset`)
  const alias = parseAlias(p)
  return { kind: 'table', at, name, ...(alias !== undefined && { alias }) }
}

function parseDerived(p: Parser, at: number): From {
  p.need('(')
  const query = p.query()
  p.need(')')
  const alias = parseAlias(p)
  if (alias === undefined)
    throw p.fail(p.peek(), `a subquery in FROM needs a name, found ${shown(p.peek())}`, 'write (SELECT …) AS name')
  const columns = p.take('(') ? listOf(p, () => p.name('the name of a column')) : undefined
  if (columns !== undefined) p.need(')')
  return { kind: 'derived', at, query, alias, ...(columns && { columns }) }
}

function parseAlias(p: Parser): string | undefined {
  if (p.take('AS')) return p.name('a name after AS')
  return p.isName() ? p.name('a name') : undefined
}
