import type { Expr } from '../ast.ts'
import type { Analyser } from './analysis.ts'
import { FUNCTIONS } from './functions.ts'

/** Whether an expression holds an aggregate of its own SELECT. */
export function hasAggregate(expr: Expr): boolean {
  if (expr.kind === 'call' && FUNCTIONS[expr.name]?.kind === 'aggregate' && expr.over === undefined) return true
  return partsOf(expr).some(hasAggregate)
}

/** The expressions directly inside one, without those of subqueries. */
function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'not':
    case 'negate':
    case 'isNull':
    case 'like':
    case 'inQuery':
    case 'cast':
    case 'extract':
      return [expr.arg]
    case 'binary':
      return [expr.left, expr.right]
    case 'between':
      return [expr.arg, expr.low, expr.high]
    case 'inList':
      return [expr.arg, ...expr.list]
    case 'case':
      return [
        ...(expr.operand ? [expr.operand] : []),
        ...expr.whens.flatMap(({ when, result }) => [when, result]),
        ...(expr.otherwise ? [expr.otherwise] : []),
      ]
    case 'call':
      return [
        ...expr.args,
        ...(expr.filter ? [expr.filter] : []),
        ...(expr.over?.partitionBy ?? []),
        ...(expr.over?.orderBy.map((item) => item.expr) ?? []),
      ]
    default:
      return []
  }
}

/** An expression as a text that is the same for equal ones, whatever their spelling: columns by what they come to. */
export function identityOf({ facts }: Pick<Analyser, 'facts'>, expr: Expr): string {
  const texts = facts.columns.get(expr)
  if (texts !== undefined) return `column ${texts.map(({ alias, name }) => `${alias}.${name}`).join('|')}`.toLowerCase()
  const parts = partsOf(expr).map((part) => identityOf({ facts }, part))
  if (expr.kind === 'exists' || expr.kind === 'scalar' || expr.kind === 'inQuery')
    return `query ${expr.at} ${parts.join()}`
  const { kind } = expr
  const own =
    kind === 'literal'
      ? `${expr.type} ${expr.text}`
      : kind === 'call'
        ? `${expr.name} ${expr.star} ${expr.distinct} ${JSON.stringify(expr.over?.frame ?? null)} ${expr.over?.orderBy.map((item) => item.descending) ?? ''}`
        : kind === 'binary'
          ? expr.op
          : kind === 'cast'
            ? JSON.stringify(expr.to)
            : kind === 'isNull' || kind === 'between' || kind === 'inList' || kind === 'like'
              ? `${expr.not}${kind === 'like' ? expr.pattern : ''}`
              : kind === 'parameter' || kind === 'column'
                ? expr.name
                : kind === 'interval'
                  ? `${expr.amount} ${expr.unit}`
                  : kind === 'extract'
                    ? expr.part
                    : ''
  return `${kind} ${own} (${parts.join('; ')})`
}

/** Every column outside an aggregate has to be one that the rows are grouped by. */
export function checkGrouped(
  analyser: Analyser,
  expr: Expr,
  groups: ReadonlySet<string>,
  own: ReadonlySet<string>,
): void {
  if (groups.has(identityOf(analyser, expr))) return
  if (expr.kind === 'call' && FUNCTIONS[expr.name]?.kind === 'aggregate' && expr.over === undefined) return
  if (expr.kind === 'column') {
    const [text] = analyser.facts.columns.get(expr) ?? []
    if (text !== undefined && own.has(text.alias))
      analyser.problem(
        'sql-syntax',
        expr.at,
        `"${expr.name}" is neither aggregated nor in GROUP BY`,
        'group by it, or say which of its values: MIN(x), MAX(x)',
      )
    return
  }
  for (const part of partsOf(expr)) checkGrouped(analyser, part, groups, own)
}
