import { didYouMean } from '../../../kernel/suggest.ts'
import { typeText } from '../../expr/type-text.ts'
import type { Expr, ExprOf } from '../ast.ts'
import type { Analyser, Site, Value } from './analysis.ts'
import { arithmeticType } from './arithmetic.ts'
import { callValue } from './call.ts'
import { castType } from './cast.ts'
import { resolveColumn } from './column.ts'
import { literalType } from './literal.ts'
import { type Origin, type SqlEdgeKind, usedAs } from './origin.ts'
import { isComparable, meetingType, type SqlType, scalar, UNKNOWN } from './sql-type.ts'

/** The type of an expression and the fields that it comes from; what it holds is checked on the way. */
export function analyseExpr(analyser: Analyser, expr: Expr, site: Site): Value {
  const value = valueAt(analyser, expr, site)
  analyser.facts.types.set(expr, value.type)
  return value
}

function valueAt(analyser: Analyser, expr: Expr, site: Site): Value {
  const inner = (part: Expr, kind: SqlEdgeKind = 'value'): Value => {
    const { type, origins } = analyser.expr(part, site)
    return { type, origins: usedAs(origins, kind) }
  }
  const truth = (...parts: readonly Value[]): Value => ({
    type: scalar(
      'boolean',
      parts.some(({ type }) => type.nullable),
    ),
    origins: parts.flatMap(({ origins }) => origins),
  })
  const compared = (a: Value, b: Value): void => {
    if (!isComparable(a.type, b.type))
      analyser.problem(
        'sql-type-mismatch',
        expr.at,
        `${typeText(a.type)} is compared with ${typeText(b.type)}`,
        hintFor(a.type, b.type),
      )
  }

  switch (expr.kind) {
    case 'literal':
      return { type: literalType(expr), origins: [] }
    case 'interval':
      return { type: UNKNOWN, origins: [] }
    case 'parameter':
      return parameterValue(analyser, expr)
    case 'column':
      return resolveColumn(analyser, expr, site.scope)
    case 'not': {
      const arg = condition(analyser, expr.arg, site)
      return truth(arg)
    }
    case 'negate': {
      const arg = inner(expr.arg)
      return arg
    }
    case 'binary':
      return binaryValue(analyser, expr, site, { inner, truth, compared })
    case 'isNull': {
      const arg = inner(expr.arg)
      return { type: scalar('boolean', false), origins: arg.origins }
    }
    case 'between': {
      const [arg, low, high] = [inner(expr.arg), inner(expr.low), inner(expr.high)]
      compared(arg, low)
      compared(arg, high)
      return truth(arg, low, high)
    }
    case 'inList': {
      const arg = inner(expr.arg)
      const list = expr.list.map((one) => inner(one))
      for (const one of list) compared(arg, one)
      return truth(arg, ...list)
    }
    case 'inQuery': {
      const arg = inner(expr.arg)
      const relation = analyser.query(expr.query, site.scope, site.scope.ctes)
      const [column, second] = relation.columns
      if (second !== undefined) analyser.problem('sql-type-mismatch', expr.query.at, 'a subquery of IN has one column')
      const found: Value = { type: column?.type ?? UNKNOWN, origins: usedAs(column?.origins ?? [], 'condition') }
      compared(arg, found)
      return truth(arg, found, { type: scalar('boolean', false), origins: relation.rows })
    }
    case 'like': {
      const arg = inner(expr.arg)
      if (arg.type.kind !== 'string' && arg.type.kind !== 'null')
        analyser.problem('sql-type-mismatch', expr.at, `LIKE takes a text, not ${typeText(arg.type)}`)
      return truth(arg)
    }
    case 'exists': {
      const { rows } = analyser.query(expr.query, site.scope, site.scope.ctes)
      return { type: scalar('boolean', false), origins: usedAs(rows, 'condition') }
    }
    case 'scalar': {
      const { columns, rows } = analyser.query(expr.query, site.scope, site.scope.ctes)
      const [column, second] = columns
      if (second !== undefined) analyser.problem('sql-type-mismatch', expr.at, 'a subquery as a value has one column')
      const type = column?.type ?? UNKNOWN
      // Without a row it is null.
      return {
        type: type.kind === 'null' ? type : { ...type, nullable: true },
        origins: [...(column?.origins ?? []), ...rows],
      }
    }
    case 'case':
      return caseValue(analyser, expr, site, { inner, truth, compared })
    case 'cast': {
      const arg = castArg(analyser, expr, site)
      return { type: castType(analyser, expr, arg.type), origins: arg.origins }
    }
    case 'extract': {
      const arg = inner(expr.arg)
      return { type: extractType(analyser, expr, arg.type), origins: arg.origins }
    }
    case 'call':
      return callValue(analyser, expr, site)
  }
}

interface Help {
  readonly inner: (part: Expr, kind?: SqlEdgeKind) => Value
  readonly truth: (...parts: readonly Value[]) => Value
  readonly compared: (a: Value, b: Value) => void
}

/** A part that has to be true or false. */
export function condition(analyser: Analyser, expr: Expr, site: Site, kind: SqlEdgeKind = 'value'): Value {
  const { type, origins } = analyser.expr(expr, site)
  if (type.kind !== 'boolean' && type.kind !== 'null')
    analyser.problem(
      'sql-type-mismatch',
      expr.at,
      `expected a condition, found ${typeText(type)}`,
      'compare it with something',
    )
  return { type, origins: usedAs(origins, kind) }
}

function binaryValue(analyser: Analyser, expr: ExprOf<'binary'>, site: Site, help: Help, isCast = false): Value {
  const { op } = expr
  if (op === 'and' || op === 'or')
    return help.truth(condition(analyser, expr.left, site), condition(analyser, expr.right, site))
  const [left, right] = [help.inner(expr.left), help.inner(expr.right)]
  const origins: readonly Origin[] = [...left.origins, ...right.origins]
  if (op === '||') {
    const bad = [left, right].find(({ type }) => type.kind !== 'string' && type.kind !== 'null')
    if (bad !== undefined)
      analyser.problem('sql-type-mismatch', expr.at, `|| joins texts, not ${typeText(bad.type)}`, 'CAST it to varchar')
    return { type: scalar('string', left.type.nullable || right.type.nullable), origins }
  }
  if (op === '+' || op === '-' || op === '*' || op === '/' || op === '%')
    return { type: arithmeticType(analyser, expr, [left.type, right.type], isCast), origins }
  help.compared(left, right)
  const isDistinct = op === 'is distinct from' || op === 'is not distinct from'
  return isDistinct ? { type: scalar('boolean', false), origins } : help.truth(left, right)
}

/** A division stands in a CAST, which says its digits. */
function castArg(analyser: Analyser, { arg, to }: ExprOf<'cast'>, site: Site): Value {
  if (arg.kind !== 'binary' || arg.op !== '/' || to.kind !== 'decimal') return analyser.expr(arg, site)
  const inner = (part: Expr): Value => analyser.expr(part, site)
  const value = binaryValue(analyser, arg, site, { inner, truth: () => inner(arg), compared: () => {} }, true)
  analyser.facts.types.set(arg, value.type)
  return value
}

function caseValue(analyser: Analyser, expr: ExprOf<'case'>, site: Site, { inner, compared }: Help): Value {
  const operand = expr.operand && inner(expr.operand, 'condition')
  const conditions = expr.whens.map(({ when }) => {
    if (operand === undefined) return condition(analyser, when, site, 'condition')
    const value = inner(when, 'condition')
    compared(operand, value)
    return value
  })
  const values = [...expr.whens.map(({ result }) => result), ...(expr.otherwise ? [expr.otherwise] : [])].map((one) =>
    inner(one),
  )
  const types = values.map(({ type }) => type)
  const type = meetingType(expr.otherwise === undefined ? [...types, UNKNOWN] : types)
  if (type === undefined)
    analyser.problem(
      'sql-type-mismatch',
      expr.at,
      `the values of CASE are of different types: ${types.map(typeText).join(', ')}`,
    )
  return {
    type: type ?? UNKNOWN,
    origins: [
      ...(operand?.origins ?? []),
      ...conditions.flatMap(({ origins }) => origins),
      ...values.flatMap(({ origins }) => origins),
    ],
  }
}

function parameterValue({ catalogue, problem }: Analyser, { name, at }: ExprOf<'parameter'>): Value {
  const type = catalogue.parameters.get(name)
  if (type === undefined) {
    const names = [...catalogue.parameters.keys()]
    problem(
      'sql-unknown-column',
      at,
      `there is no parameter ":${name}"${didYouMean(name, names)}`,
      `declare it at the top of the file: -- @parameter ${name} date`,
    )
  }
  return { type: type ?? UNKNOWN, origins: [] }
}

const DATE_PARTS = ['year', 'quarter', 'month', 'week', 'day']
const TIME_PARTS = ['hour', 'minute']

function extractType({ problem }: Analyser, { part, at }: ExprOf<'extract'>, arg: SqlType): SqlType {
  const parts = arg.kind === 'timestamp' ? [...DATE_PARTS, ...TIME_PARTS] : DATE_PARTS
  if (arg.kind !== 'date' && arg.kind !== 'timestamp' && arg.kind !== 'null')
    problem('sql-type-mismatch', at, `EXTRACT takes a date or timestamp, not ${typeText(arg)}`)
  else if (!parts.includes(part))
    problem('sql-syntax', at, `EXTRACT has no ${part}${didYouMean(part, parts)}`, `parts: ${parts.join(', ')}`)
  return scalar('long', arg.nullable)
}

function hintFor(a: SqlType, b: SqlType): string {
  const kinds = [a.kind, b.kind]
  if (kinds.includes('string') && kinds.includes('date')) return "write the day as DATE '2017-10-02'"
  if (kinds.includes('string') && kinds.includes('timestamp'))
    return "write the time as TIMESTAMP '2017-10-02 00:00:00'"
  if (kinds.includes('date') && kinds.includes('timestamp')) return 'CAST(x AS date), or compare with a range'
  return 'CAST one of them to the type that is meant'
}
