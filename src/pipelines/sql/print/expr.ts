import { DqError } from '../../../kernel/errors.ts'
import type { BinaryOperator, Expr, ExprOf } from '../ast.ts'
import { printCall } from './call.ts'
import { aliasText, indented, type Printer } from './printer.ts'

const BINDING: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  '=': 4,
  '<>': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  'is distinct from': 4,
  'is not distinct from': 4,
  '||': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
}

/** How tightly the outermost operator of a text binds: 9 stands for itself everywhere. */
function bindingOf(expr: Expr): number {
  switch (expr.kind) {
    case 'binary':
      // Parentheses that are not needed, where a CAST is printed instead, do no harm.
      return expr.right.kind === 'interval' ? 9 : BINDING[expr.op]
    case 'not':
      return 3
    case 'isNull':
    case 'between':
    case 'inList':
    case 'inQuery':
    case 'like':
      return 4
    case 'negate':
      return 8
    default:
      return 9
  }
}

/** An expression that binds at least as tightly as it has to, in parentheses where it does not. */
function within(p: Printer, expr: Expr, least: number): string {
  const text = p.expr(expr)
  return bindingOf(expr) < least ? `(${text})` : text
}

export function printExpr(p: Printer, expr: Expr): string {
  const not = 'not' in expr && expr.not ? 'NOT ' : ''
  switch (expr.kind) {
    case 'literal':
      return literalText(p, expr)
    case 'interval':
      return `INTERVAL '${expr.amount}' ${expr.unit.toUpperCase()}`
    case 'parameter':
      return parameterText(p, expr)
    case 'column':
      return columnText(p, expr)
    case 'not':
      return `NOT ${within(p, expr.arg, 4)}`
    case 'negate':
      return `-${within(p, expr.arg, 9)}`
    case 'binary':
      return binaryText(p, expr)
    case 'isNull':
      return `${within(p, expr.arg, 5)} IS ${not}NULL`
    case 'between':
      return `${within(p, expr.arg, 5)} ${not}BETWEEN ${within(p, expr.low, 5)} AND ${within(p, expr.high, 5)}`
    case 'inList':
      return `${within(p, expr.arg, 5)} ${not}IN (${expr.list.map(p.expr).join(', ')})`
    case 'inQuery':
      return `${within(p, expr.arg, 5)} ${not}IN ${inParentheses(p.query(expr.query))}`
    case 'like':
      return `${within(p, expr.arg, 5)} ${not}LIKE ${p.dialect.text(expr.pattern)}`
    case 'exists':
      return `EXISTS ${inParentheses(p.query(expr.query))}`
    case 'scalar':
      return inParentheses(p.query(expr.query))
    case 'case':
      return caseText(p, expr)
    case 'cast':
      return castText(p, expr)
    case 'extract':
      return `EXTRACT(${expr.part.toUpperCase()} FROM ${p.expr(expr.arg)})`
    case 'call':
      return printCall(p, expr)
  }
}

export const inParentheses = (query: string): string => `(\n${indented(query)}\n)`

function literalText({ dialect }: Printer, { type, text }: ExprOf<'literal'>): string {
  switch (type) {
    case 'string':
      return dialect.text(text)
    case 'boolean':
    case 'null':
      return text.toUpperCase()
    case 'date':
      return `DATE '${text}'`
    case 'timestamp':
      return `TIMESTAMP '${text}'`
    case 'decimal':
      return text.startsWith('.') ? `0${text}` : text.endsWith('.') ? `${text}0` : text
    default:
      return text
  }
}

function parameterText({ dialect, values, types }: Printer, { name }: ExprOf<'parameter'>): string {
  const value = values.get(name)
  const type = types.get(name)
  if (value === undefined || type === undefined) {
    if (dialect.parameter !== undefined) return dialect.parameter(name)
    throw new DqError(`${dialect.name} has no named parameters`, { hint: `give its value: --set ${name}=…` })
  }
  if (type.kind === 'date') return `DATE ${dialect.text(value)}`
  if (type.kind === 'timestamp') return `TIMESTAMP ${dialect.text(value)}`
  return type.kind === 'string' ? dialect.text(value) : `CAST(${dialect.text(value)} AS ${dialect.type(type)})`
}

/** A column with the name of its table; as it is written where it names the select list. */
function columnText(p: Printer, expr: ExprOf<'column'>): string {
  const texts = p.facts.columns.get(expr)
  return texts === undefined ? p.dialect.quote(expr.name) : mergedText(p, texts)
}

/** One column, or the first that is there of several that USING merged. */
export function mergedText(
  { dialect }: Printer,
  of: readonly { readonly alias: string; readonly name: string }[],
): string {
  const texts = of.map(({ alias, name }) => `${dialect.quote(aliasText(alias))}.${dialect.quote(name)}`)
  return texts.length === 1 ? texts[0]! : `COALESCE(${texts.join(', ')})`
}

function binaryText(p: Printer, expr: ExprOf<'binary'>): string {
  const { op, left, right } = expr
  if (right.kind === 'interval') {
    const moved = `${within(p, left, 6)} ${op} ${p.expr(right)}`
    const type = p.facts.types.get(expr)
    return p.dialect.widensDates && type?.kind === 'date' ? `CAST(${moved} AS DATE)` : `(${moved})`
  }
  const binding = BINDING[op]
  const l = within(p, left, binding)
  if (op === '/' || op === '%') return `${l} ${op} ${notZero(p, right)}`
  const type = p.facts.types.get(expr)
  if (p.dialect.decimal !== undefined && type?.kind === 'decimal' && (op === '+' || op === '-' || op === '*')) {
    const operand = (part: Expr) => ({ text: within(p, part, 9), type: p.facts.types.get(part)! })
    return p.dialect.decimal(op, operand(left), operand(right), type)
  }
  const isRepeatable = op === 'and' || op === 'or'
  return `${l} ${op.toUpperCase()} ${within(p, right, isRepeatable ? binding : binding + 1)}`
}

/** A divisor: null where it is 0, which some engines fail on. */
function notZero(p: Printer, expr: Expr): string {
  if (expr.kind === 'literal' && Number(expr.text) !== 0) return p.expr(expr)
  const kind = p.facts.types.get(expr)?.kind
  return `NULLIF(${p.expr(expr)}, ${kind === 'double' || kind === 'float' ? '0e0' : '0'})`
}

function caseText(p: Printer, { operand, whens, otherwise }: ExprOf<'case'>): string {
  const lines = whens.map(({ when, result }) => `WHEN ${p.expr(when)} THEN ${p.expr(result)}`)
  if (otherwise !== undefined) lines.push(`ELSE ${p.expr(otherwise)}`)
  return `CASE${operand === undefined ? '' : ` ${p.expr(operand)}`}\n${indented(lines.join('\n'))}\nEND`
}

function castText(p: Printer, { arg, to }: ExprOf<'cast'>): string {
  if (arg.kind === 'binary' && arg.op === '/' && to.kind === 'decimal') {
    const [a, b] = [p.facts.types.get(arg.left)!, p.facts.types.get(arg.right)!]
    const isExact = [a, b].every(({ kind }) => kind === 'int' || kind === 'long' || kind === 'decimal')
    const text = (part: Expr) => ({ text: within(p, part, 9), type: p.facts.types.get(part)! })
    if (isExact) return p.dialect.divide(text(arg.left), text(arg.right), to)
  }
  return `CAST(${p.expr(arg)} AS ${p.dialect.type(to)})`
}
