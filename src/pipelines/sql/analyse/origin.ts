import type { EdgeKind } from '../../../contracts/impact/usage.ts'

/** How a field of a contract matters to a value or to the rows of a query; see `EDGE_KINDS` for what each kind means. */
export type SqlEdgeKind = Extract<
  EdgeKind,
  'value' | 'condition' | 'filter' | 'key' | 'join' | 'group' | 'order' | 'dedupe'
>

/** A field that something comes from, how it matters, and where in the SQL it is first used so. */
export interface Origin {
  readonly contract: string
  readonly field: string
  readonly kind: SqlEdgeKind
  readonly at: number
}

/** A column of a table that no expression has named yet. */
export const NOT_YET = -1

/** Origins with the place that names them first, which stays wherever they flow. */
export const namedAt = (origins: readonly Origin[], at: number): readonly Origin[] =>
  origins.map((origin) => (origin.at === NOT_YET ? { ...origin, at } : origin))

/** The same origins seen from further out: what flows is used as `kind` there, what decided keeps deciding. */
export const usedAs = (origins: readonly Origin[], kind: SqlEdgeKind): readonly Origin[] =>
  kind === 'value' ? origins : origins.map((origin) => ({ ...origin, kind }))

/** Each origin once, the first place kept. */
export function distinctOrigins(origins: readonly Origin[]): readonly Origin[] {
  const found = new Map<string, Origin>()
  for (const origin of origins) {
    const key = `${origin.kind}\n${origin.contract}\n${origin.field}`
    if (!found.has(key)) found.set(key, origin)
  }
  return [...found.values()]
}
