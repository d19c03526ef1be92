import type { Type } from '../../../kernel/value-type.ts'
import { sameType } from '../../expr/types.ts'
import type { ResolvedItem } from '../analyse/analysis.ts'
import type { Body, From, Query, Select } from '../ast.ts'
import { orderText } from './call.ts'
import { inParentheses, mergedText } from './expr.ts'
import { aliasText, indented, type Printer } from './printer.ts'

/** `casts`: the type that each column of the outermost query has to have. */
export function printQuery(p: Printer, query: Query, casts?: readonly Type[]): string {
  const { quote } = p.dialect
  const ctes = query.with.map(({ name, columns, query: named }) => {
    const names = columns === undefined ? '' : ` (${columns.map(quote).join(', ')})`
    return `${quote(name)}${names} AS ${inParentheses(p.query(named))}`
  })
  const lines = [
    ...(ctes.length > 0 ? [`WITH ${ctes.join(', ')}`] : []),
    printBody(p, query.body, casts),
    ...(query.orderBy.length > 0 ? [`ORDER BY ${query.orderBy.map((item) => orderText(p, item)).join(', ')}`] : []),
    // Trino wants OFFSET first; the others take both orders.
    ...(query.offset !== undefined ? [`OFFSET ${query.offset}`] : []),
    ...(query.limit !== undefined ? [`LIMIT ${query.limit}`] : []),
  ]
  return p.dialect.name === 'spark' && query.offset !== undefined && query.limit !== undefined
    ? [...lines.slice(0, -2), lines.at(-1), lines.at(-2)].join('\n')
    : lines.join('\n')
}

function printBody(p: Printer, body: Body, casts?: readonly Type[]): string {
  switch (body.kind) {
    case 'select':
      return printSelect(p, body, casts)
    case 'query':
      return inParentheses(printQuery(p, body, casts))
    case 'values':
      return `VALUES ${body.rows.map((row) => `(${row.map(p.expr).join(', ')})`).join(', ')}`
    case 'set': {
      const side = (part: Body): string =>
        part.kind === 'set' ? inParentheses(printBody(p, part, casts)) : printBody(p, part, casts)
      const isChain = body.left.kind === 'set' && body.left.op === body.op && body.left.all === body.all
      const left = isChain ? printBody(p, body.left, casts) : side(body.left)
      return `${left}\n${body.op.toUpperCase()}${body.all ? ' ALL' : ''}\n${side(body.right)}`
    }
  }
}

function printSelect(p: Printer, select: Select, casts?: readonly Type[]): string {
  const items = p.facts.items.get(select)!.map((item, i) => itemText(p, item, casts?.[i]))
  const lines = [`SELECT${select.distinct ? ' DISTINCT' : ''}\n${indented(items.join(',\n'))}`]
  if (select.from !== undefined) lines.push(`FROM ${printFrom(p, select.from)}`)
  if (select.where !== undefined) lines.push(`WHERE ${p.expr(select.where)}`)
  if (select.groupBy.length > 0) lines.push(`GROUP BY ${select.groupBy.map(p.expr).join(', ')}`)
  if (select.having !== undefined) lines.push(`HAVING ${p.expr(select.having)}`)
  return lines.join('\n')
}

function itemText(p: Printer, item: ResolvedItem, cast: Type | undefined): string {
  const text = item.kind === 'expr' ? p.expr(item.expr) : mergedText(p, item.of)
  const isPlain = item.kind === 'column' || item.expr.kind === 'column' || item.expr.kind === 'cast'
  const needed = cast !== undefined && !(isPlain && sameType(item.type, cast))
  const value = needed ? `CAST(${text} AS ${p.dialect.type(cast)})` : text
  return item.name === '' ? value : `${value} AS ${p.dialect.quote(item.name)}`
}

function printFrom(p: Printer, from: From): string {
  const { quote } = p.dialect
  switch (from.kind) {
    case 'table': {
      const names = p.facts.isCte.has(from) ? [from.name] : p.table(from.name)
      return `${names.map(quote).join('.')} AS ${quote(aliasText(from.alias ?? from.name))}`
    }
    case 'derived': {
      const names = from.columns === undefined ? '' : ` (${from.columns.map(quote).join(', ')})`
      return `${inParentheses(p.query(from.query))} AS ${quote(aliasText(from.alias))}${names}`
    }
    case 'join': {
      const right = from.right.kind === 'join' ? `(${printFrom(p, from.right)})` : printFrom(p, from.right)
      const on = from.on !== undefined ? ` ON ${p.expr(from.on)}` : usingText(p, from)
      return `${printFrom(p, from.left)}\n${from.type === 'inner' ? '' : `${from.type.toUpperCase()} `}JOIN ${right}${on}`
    }
  }
}

/** USING as ON: Trino takes no table in front of a column that USING merged. */
function usingText(p: Printer, join: Extract<From, { kind: 'join' }>): string {
  const compared = p.facts.using.get(join)
  if (compared === undefined) return ''
  return ` ON ${compared.map(({ left, right }) => `${mergedText(p, left)} = ${mergedText(p, right)}`).join(' AND ')}`
}
