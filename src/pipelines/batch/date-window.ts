import type { ColumnText, Facts } from '../sql/analyse/analysis.ts'
import type { Expr, Query } from '../sql/ast.ts'
import { selectsIn, tablesOf } from '../sql/tables-read.ts'
import { addDays, type Day } from './days.ts'

/** Which days of a table a run for a date reads, from that date on: `{from: 0, to: 0}` is that day; an open end has no bound. */
export interface DateWindow {
  readonly column: string
  readonly from?: number
  readonly to?: number
}

/** Whether a run for `date` reads the rows of `day`. */
export const reads = ({ from, to }: Omit<DateWindow, 'column'>, date: Day, day: Day): boolean =>
  (from === undefined || day >= addDays(date, from)) && (to === undefined || day <= addDays(date, to))

/**
 * Every table that a query reads, and the window of days where each of its uses compares a date column of it with the date of
 * the run. Undefined: some use reads rows of every day, as far as the query says.
 */
export function dateWindows(
  query: Query,
  facts: Facts,
  parameter: string,
): ReadonlyMap<string, DateWindow | undefined> {
  const found = new Map<string, DateWindow | undefined>()
  for (const select of selectsIn(query)) {
    for (const { name, alias } of tablesOf(select.from, facts)) {
      const window = select.where && windowOf(select.where, facts, alias, parameter)
      found.set(name, found.has(name) ? hull(found.get(name), window) : window)
    }
  }
  return found
}

/** What all the conditions together leave; the first date column that is compared is the one. */
function windowOf(where: Expr, facts: Facts, alias: string, parameter: string): DateWindow | undefined {
  let window: DateWindow | undefined
  for (const condition of conjuncts(where)) {
    const one = comparison(condition, facts, alias, parameter)
    if (one !== undefined && (window === undefined || window.column === one.column)) window = both(window, one)
  }
  return window
}

const conjuncts = (expr: Expr): readonly Expr[] =>
  expr.kind === 'binary' && expr.op === 'and' ? [...conjuncts(expr.left), ...conjuncts(expr.right)] : [expr]

function comparison(expr: Expr, facts: Facts, alias: string, parameter: string): DateWindow | undefined {
  const column = (of: Expr): string | undefined => {
    const [text, ...more] = (of.kind === 'column' && facts.columns.get(of)) || ([] as readonly ColumnText[])
    const isDate = facts.types.get(of)?.kind === 'date'
    return text?.alias === alias && more.length === 0 && isDate ? text.name : undefined
  }
  const bound = (of: Expr): number | undefined => offset(of, parameter)
  if (expr.kind === 'between' && !expr.not) {
    const [name, low, high] = [column(expr.arg), bound(expr.low), bound(expr.high)]
    if (name === undefined || (low === undefined && high === undefined)) return undefined
    return { column: name, ...(low !== undefined && { from: low }), ...(high !== undefined && { to: high }) }
  }
  if (expr.kind !== 'binary') return undefined
  const isTurned = column(expr.left) === undefined
  const name = isTurned ? column(expr.right) : column(expr.left)
  const days = bound(isTurned ? expr.left : expr.right)
  const op = isTurned ? (TURNED[expr.op] ?? expr.op) : expr.op
  if (name === undefined || days === undefined) return undefined
  switch (op) {
    case '=':
    case 'is not distinct from':
      return { column: name, from: days, to: days }
    case '<=':
      return { column: name, to: days }
    case '<':
      return { column: name, to: days - 1 }
    case '>=':
      return { column: name, from: days }
    case '>':
      return { column: name, from: days + 1 }
    default:
      return undefined
  }
}

const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** Days after the parameter: `:date - INTERVAL '6' DAY` is -6. */
function offset(expr: Expr, parameter: string): number | undefined {
  if (expr.kind === 'parameter') return expr.name === parameter ? 0 : undefined
  if (expr.kind === 'cast') return expr.to.kind === 'date' ? offset(expr.arg, parameter) : undefined
  if (expr.kind !== 'binary' || expr.right.kind !== 'interval' || expr.right.unit !== 'day') return undefined
  const inner = offset(expr.left, parameter)
  if (inner === undefined || (expr.op !== '+' && expr.op !== '-')) return undefined
  return expr.op === '+' ? inner + expr.right.amount : inner - expr.right.amount
}

function both(a: DateWindow | undefined, b: DateWindow): DateWindow {
  const from = greatest(a?.from, b.from)
  const to = least(a?.to, b.to)
  return { column: b.column, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

/** What at least one of two uses reads. */
function hull(a: DateWindow | undefined, b: DateWindow | undefined): DateWindow | undefined {
  if (a === undefined || b === undefined || a.column !== b.column) return undefined
  const from = a.from === undefined || b.from === undefined ? undefined : Math.min(a.from, b.from)
  const to = a.to === undefined || b.to === undefined ? undefined : Math.max(a.to, b.to)
  return { column: a.column, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

const greatest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b)

const least = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b)
