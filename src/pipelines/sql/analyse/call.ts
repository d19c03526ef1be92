import { didYouMean } from '../../../kernel/suggest.ts'
import { typeText } from '../../expr/type-text.ts'
import type { Call } from '../ast.ts'
import type { Analyser, Site, Value } from './analysis.ts'
import { FUNCTIONS, INSTEAD, type SqlFunction } from './functions.ts'
import { type Origin, usedAs } from './origin.ts'
import { isComparable, scalar, UNKNOWN } from './sql-type.ts'

/** A function, aggregate or window function: where it may stand, what it takes, what it gives. */
export function callValue(analyser: Analyser, call: Call, site: Site): Value {
  const { problem } = analyser
  const fn = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined
  if (fn === undefined) {
    const instead = Object.hasOwn(INSTEAD, call.name) ? INSTEAD[call.name] : undefined
    const near = instead === undefined ? didYouMean(call.name, Object.keys(FUNCTIONS)) : ''
    problem(
      'sql-syntax',
      call.at,
      `${call.name.toUpperCase()} is not in the portable subset${near}`,
      instead === undefined ? `functions: ${Object.keys(FUNCTIONS).join(', ')}` : `write ${instead}`,
    )
  } else if (!isPlaced(analyser, call, fn, site)) return { type: UNKNOWN, origins: [] }

  const isAggregate = fn?.kind === 'aggregate' && call.over === undefined
  // Inside a window or aggregate there is no aggregate of the same level; a window may hold the aggregates of its SELECT.
  const inside: Site = isAggregate
    ? {
        ...site,
        noAggregate: 'an aggregate holds no other aggregate',
        noWindow: 'an aggregate holds no window function',
      }
    : call.over === undefined
      ? site
      : { ...site, noWindow: 'a window function holds no other window function' }
  const args = call.args.map((arg) => analyser.expr(arg, inside))
  const origins: Origin[] = args.flatMap((arg, i) => [...usedAs(arg.origins, fn?.edges?.[i] ?? 'value')])
  if (call.filter !== undefined) origins.push(...usedAs(filterOf(analyser, call.filter, inside).origins, 'filter'))
  for (const part of call.over?.partitionBy ?? []) origins.push(...usedAs(analyser.expr(part, inside).origins, 'key'))
  for (const { expr } of call.over?.orderBy ?? []) origins.push(...usedAs(analyser.expr(expr, inside).origins, 'order'))
  if (fn === undefined) return { type: UNKNOWN, origins }
  if (call.star) return { type: scalar('long', false), origins }

  const [least, most] = fn.arity
  const types = args.map(({ type }) => type)
  const isCounted = types.length >= least && types.length <= most
  const type = isCounted ? fn.type(types, call, site.isGrouped === true) : undefined
  if (type === undefined) {
    const given = isCounted ? types.map((one) => typeText(one)).join(', ') : `${types.length} arguments`
    problem('sql-type-mismatch', call.at, `${call.name.toUpperCase()} of ${given || 'nothing'}`, `it is ${fn.usage}`)
  }
  if (call.name === 'nullif' && types.length === 2 && !isComparable(types[0]!, types[1]!))
    return { type: UNKNOWN, origins }
  return { type: type ?? UNKNOWN, origins }
}

function filterOf(analyser: Analyser, filter: Call['args'][number], site: Site): Value {
  const value = analyser.expr(filter, site)
  if (value.type.kind !== 'boolean' && value.type.kind !== 'null')
    analyser.problem('sql-type-mismatch', filter.at, `FILTER takes a condition, not ${typeText(value.type)}`)
  return value
}

/** Whether it may stand here in this form. */
function isPlaced({ problem }: Analyser, call: Call, fn: SqlFunction, site: Site): boolean {
  const name = call.name.toUpperCase()
  const refuse = (message: string, fix?: string): false => {
    problem('sql-syntax', call.at, message, fix)
    return false
  }
  if (call.star && call.name !== 'count') return refuse(`${name}(*) has no meaning`, 'only COUNT takes *')
  if (fn.kind !== 'aggregate' && call.filter !== undefined) return refuse(`${name} takes no FILTER`)
  if (fn.kind !== 'aggregate' && call.distinct) return refuse(`${name} takes no DISTINCT`)
  if (call.over !== undefined) {
    if (fn.kind === 'scalar') return refuse(`${name} is no window function`, 'leave OVER out')
    if (call.distinct) return refuse(`${name}(DISTINCT …) OVER is not in the portable subset`, 'count in a subquery')
    if (call.filter !== undefined)
      return refuse(
        `${name} … FILTER … OVER is not in the portable subset`,
        `write ${name}(CASE WHEN … THEN x END) OVER (…)`,
      )
    if (site.noWindow !== undefined) return refuse(`${name} OVER: ${site.noWindow}`, 'put it into a subquery')
    if (fn.kind === 'window' && call.over.orderBy.length === 0)
      return refuse(`${name} without an order gives other rows on every run`, 'add ORDER BY to OVER (…)')
    return true
  }
  if (fn.kind === 'window') return refuse(`${name} needs OVER`, `it is ${fn.usage}`)
  if (fn.kind === 'aggregate' && site.noAggregate !== undefined)
    return refuse(`${name}: ${site.noAggregate}`, 'aggregate in a subquery, or use HAVING')
  return true
}
