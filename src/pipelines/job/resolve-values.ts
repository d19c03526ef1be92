import type { Type } from '../../kernel/value-type.ts'
import type { Expr } from '../expr/ir.ts'
import type { Checker } from './resolve-check.ts'
import type { NamedNode } from './resolved.ts'
import { type ScopeParts, scope } from './scope.ts'

export interface ResolvedValues {
  readonly values: ReadonlyMap<string, NamedNode>
  /** The scope given, with the values in it. */
  readonly scope: ScopeParts
}

/** Types of the named expressions, each in the scope of those before it. */
export function resolveValues(
  declared: { readonly [name: string]: Expr },
  environment: ScopeParts,
  check: Checker,
): ResolvedValues {
  const values = new Map<string, NamedNode>()
  const failed: string[] = []
  const withValues = (): ScopeParts => ({
    ...environment,
    values: typesOf(values),
    untyped: { ...environment.untyped, value: failed },
  })
  for (const [name, expr] of Object.entries(declared)) {
    const value = check.named(expr, scope(withValues()), `value "${name}"`)
    if (value === undefined) failed.push(name)
    else values.set(name, value)
  }
  return { values, scope: withValues() }
}

export const typesOf = (nodes: ReadonlyMap<string, { readonly type: Type }>): ReadonlyMap<string, Type> =>
  new Map([...nodes].map(([name, { type }]) => [name, type]))

/** Names that were declared but have no type. */
export const missing = (declared: object, typed: ReadonlyMap<string, unknown>): readonly string[] =>
  Object.keys(declared).filter((name) => !typed.has(name))
