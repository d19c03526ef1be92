import type { Call, FrameBound, OrderItem, Window } from '../ast.ts'
import type { CallFacts } from './dialect.ts'
import type { Printer } from './printer.ts'

export function printCall(p: Printer, call: Call): string {
  const args = call.args.map(p.expr)
  const types = call.args.map((arg) => p.facts.types.get(arg)!)
  const type = p.facts.types.get(call)!
  const filter = call.filter === undefined ? '' : ` FILTER (WHERE ${p.expr(call.filter)})`
  const behind = `${filter}${call.over === undefined ? '' : ` OVER (${windowText(p, call.over)})`}`
  const facts: CallFacts = { call, type, types, behind }
  const own = p.dialect.calls[call.name] ?? shared(p)[call.name]
  if (own !== undefined) return own(args, facts)
  const inside = call.star ? '*' : `${call.distinct ? 'DISTINCT ' : ''}${args.join(', ')}`
  return `${call.name.toUpperCase()}(${inside})${behind}`
}

/** Functions that the engines have under one name, with what makes them mean the same. */
const shared = ({ dialect }: Printer): SharedCalls => {
  const extreme: SharedCalls[string] = (args, { call, types }) => {
    const text = `${call.name.toUpperCase()}(${args.join(', ')})`
    const nullable = args.filter((_, i) => types[i]!.nullable)
    if (!dialect.skipsNulls || nullable.length === 0) return text
    return `CASE WHEN ${nullable.map((arg) => `(${arg}) IS NULL`).join(' OR ')} THEN NULL ELSE ${text} END`
  }
  const cast: SharedCalls[string] = (args, { call, type }) => {
    const text = `${call.name.toUpperCase()}(${args.join(', ')})`
    return type.kind === 'null' ? text : `CAST(${text} AS ${dialect.type(type)})`
  }
  return {
    greatest: extreme,
    least: extreme,
    // CONCAT leaves nulls out in DuckDB.
    concat: (args) => `(${args.map((arg) => `(${arg})`).join(' || ')})`,
    round: cast,
    floor: cast,
    ceil: cast,
    date_trunc: cast,
  }
}

type SharedCalls = Readonly<Record<string, (args: readonly string[], facts: CallFacts) => string>>

function windowText(p: Printer, { partitionBy, orderBy, frame }: Window): string {
  const parts: string[] = []
  if (partitionBy.length > 0) parts.push(`PARTITION BY ${partitionBy.map(p.expr).join(', ')}`)
  if (orderBy.length > 0) parts.push(`ORDER BY ${orderBy.map((item) => orderText(p, item)).join(', ')}`)
  if (frame !== undefined)
    parts.push(`${frame.unit.toUpperCase()} BETWEEN ${boundText(frame.from)} AND ${boundText(frame.to)}`)
  return parts.join(' ')
}

const boundText = (bound: FrameBound): string =>
  'rows' in bound ? `${bound.rows} ${bound.kind.toUpperCase()}` : bound.kind.toUpperCase()

/** Where nulls stand is always said: Spark puts them first, the others last. */
export const orderText = (p: Printer, { expr, descending, nullsFirst }: OrderItem): string =>
  `${p.expr(expr)} ${descending ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`
