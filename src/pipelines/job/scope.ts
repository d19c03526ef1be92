import { didYouMean } from '../../kernel/suggest.ts'
import type { Type } from '../../kernel/value-type.ts'
import type { RefExpr } from '../expr/ir.ts'
import type { RefProblem, TypeScope } from '../expr/typing.ts'

/** What the references of an expression may name, where it stands; each map is from name to type. */
export interface ScopeParts {
  /** By alias: the fields of the inputs whose records are at hand. */
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, Type>>
  readonly measures?: ReadonlyMap<string, Type>
  readonly match?: ReadonlyMap<string, Type>
  readonly values?: ReadonlyMap<string, Type>
  readonly score?: ReadonlyMap<string, Type>
  /** `start`, `end`, `key`. */
  readonly window?: ReadonlyMap<string, Type>
  /** `key`, `revision`, `time`. */
  readonly state?: ReadonlyMap<string, Type>
  /** Names that were declared but have no type, because of a problem of their own: using them is no second problem. */
  readonly untyped?: Partial<Record<RefExpr['of'], readonly string[]>>
  /** Why a kind of reference is absent here, for the error's text. */
  readonly absent?: Partial<Record<RefExpr['of'], string>>
}

/** Message of a problem that was reported where its cause is. */
export const REPORTED = 'reported already'

const PARTS = {
  measure: 'measures',
  match: 'match',
  value: 'values',
  score: 'score',
  window: 'window',
  state: 'state',
} as const

/** Looks references up, with a problem that names the nearest candidate. */
export const scope = (parts: ScopeParts): TypeScope => ({
  ref(ref) {
    if (ref.of === 'field') {
      const fields = parts.fields.get(ref.input)
      if (fields === undefined) {
        const here = [...parts.fields.keys()]
        return {
          message: `records of input "${ref.input}" are not at hand here`,
          fix:
            here.length === 0
              ? 'use a measure of it'
              : `use ${here.map((alias) => `"${alias}"`).join(' or ')}, or a measure`,
        }
      }
      return fields.get(ref.name) ?? unknown(`input "${ref.input}" has no field "${ref.name}"`, ref.name, fields.keys())
    }
    const part = parts[PARTS[ref.of]]
    const label = PARTS[ref.of]
    if (part === undefined) return { message: parts.absent?.[ref.of] ?? `${label} cannot be used here` }
    const untyped = parts.untyped?.[ref.of] ?? []
    if (untyped.includes(ref.name)) return { message: REPORTED }
    return part.get(ref.name) ?? unknown(`${label} has no "${ref.name}"`, ref.name, [...part.keys(), ...untyped])
  },
})

const unknown = (problem: string, name: string, candidates: Iterable<string>): Type | RefProblem => {
  const all = [...candidates]
  return { message: `${problem}${didYouMean(name, all)}`, fix: `known: ${all.join(', ')}` }
}
