import { explainDecimal, parseDecimal } from '../../../contracts/codec/decimal.ts'
import type { Value } from '../../../contracts/codec/value.ts'
import { callUser, UserCodeFailure } from '../../harness/user-code.ts'
import type { CustomScore } from '../../job/resolved.ts'
import { jsonForm } from './json-form.ts'

interface Scored {
  /** Unscaled decimal. */
  readonly value: number
  readonly reasons: readonly string[]
}

/** The user's function behind the values of its expressions, in the order they were declared; what it gives is checked. */
export function customScorer({ ir, reads, value, score }: CustomScore): (...values: Value[]) => Scored {
  const names = [...reads.keys()]
  const forms = [...reads.values()].map(({ type }) => jsonForm(type)!)
  const { precision, scale } = value.type
  const doing = `score "${ir.name}"`
  const wrong = (message: string): UserCodeFailure => new UserCodeFailure(doing, message)
  return (...values) => {
    const given = Object.fromEntries(names.map((name, i) => [name, forms[i]!(values[i]!)]))
    const made: unknown = callUser(doing, () => score(given))
    if (typeof made !== 'object' || made === null) throw wrong(`it returned ${String(made)}, not { value, reasons }`)
    const { value: text, reasons } = made as { readonly value?: unknown; readonly reasons?: unknown }
    if (typeof text !== 'string') throw wrong(`its value is a ${typeof text}: give decimal text, e.g. '0.70'`)
    const unscaled = parseDecimal(text, precision, scale)
    if (Number.isNaN(unscaled)) throw wrong(`its value "${text}": ${explainDecimal(text, precision, scale)}`)
    if (!Array.isArray(reasons) || reasons.some((reason) => typeof reason !== 'string'))
      throw wrong('its reasons are not a list of texts')
    return { value: unscaled, reasons: reasons as readonly string[] }
  }
}
