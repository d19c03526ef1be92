import type { Expr } from '../ast.ts'
import type { Facts } from './analysis.ts'
import type { Scope, Source } from './relation.ts'

/** The scope of what comes after a condition that held: columns that it compares are not null any more. */
export function afterCondition(facts: Facts, scope: Scope, condition: Expr): Scope {
  const known = new Set(conjuncts(condition).flatMap((one) => comparedColumns(facts, one)))
  if (known.size === 0) return scope
  const sources: Source[] = scope.sources.map(({ alias, relation }) => ({
    alias,
    relation: {
      ...relation,
      columns: relation.columns.map((column) =>
        column.type.kind !== 'null' && known.has(`${alias}.${column.name}`)
          ? { ...column, type: { ...column.type, nullable: false } }
          : column,
      ),
    },
  }))
  return { ...scope, sources }
}

const conjuncts = (expr: Expr): readonly Expr[] =>
  expr.kind === 'binary' && expr.op === 'and' ? [...conjuncts(expr.left), ...conjuncts(expr.right)] : [expr]

const COMPARISONS = new Set(['=', '<>', '<', '<=', '>', '>='])

/** Columns that are not null when this is true. */
function comparedColumns(facts: Facts, expr: Expr): readonly string[] {
  const direct = (part: Expr): string[] => {
    const texts = part.kind === 'column' ? facts.columns.get(part) : undefined
    return texts?.length === 1 ? [`${texts[0]!.alias}.${texts[0]!.name}`] : []
  }
  switch (expr.kind) {
    case 'isNull':
      return expr.not ? direct(expr.arg) : []
    case 'binary':
      return COMPARISONS.has(expr.op) ? [...direct(expr.left), ...direct(expr.right)] : []
    case 'between':
    case 'like':
    case 'inList':
    case 'inQuery':
      return direct(expr.arg)
    default:
      return []
  }
}
