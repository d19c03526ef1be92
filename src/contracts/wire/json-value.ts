import type { Shape } from '../codec/shape.ts'

/** A number of 16 digits or more may be beyond 2^53. */
const MANY_DIGITS = /\d{16}/

/** Which members of a JSON text may be longs: fields by name, or any member, where arrays or maps hold longs. */
export type LongMembers = ReadonlySet<string> | 'any'

/**
 * Reads JSON text as it comes from anybody: integers beyond 2^53 among `longs` come as text with all their digits, as the
 * decoders take them. Throws a SyntaxError.
 */
export function readJson(text: string, longs: LongMembers): unknown {
  if ((longs !== 'any' && longs.size === 0) || !MANY_DIGITS.test(text)) return JSON.parse(text)
  return parse(text, (name, value, context) =>
    typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    (longs === 'any' || longs.has(name)) &&
    /^-?\d+$/.test(context?.source ?? '')
      ? context?.source
      : value,
  )
}

/** JSON.parse with the text of each value (ECMAScript, "JSON.parse source text access"), which its types do not know yet. */
const parse = JSON.parse as (
  text: string,
  reviver: (name: string, value: unknown, context: { readonly source?: string } | undefined) => unknown,
) => unknown

/** The members of records of this shape that may be longs, times among them. */
export function longMembers(shape: Shape): LongMembers {
  const names = new Set<string>()
  const seen = new Set<object>()
  let inContainer = false
  const visit = (one: Shape, name: string | undefined): void => {
    switch (one.kind) {
      case 'long':
      case 'int53':
      // Nanoseconds, on their way to microseconds.
      case 'timestamp':
        if (name === undefined) inContainer = true
        else names.add(name)
        return
      case 'array':
        visit(one.items, undefined)
        return
      case 'map':
        visit(one.values, undefined)
        return
      case 'union':
        for (const branch of one.branches) visit(branch.shape, name)
        return
      case 'record':
        if (seen.has(one.definition)) return
        seen.add(one.definition)
        for (const field of one.definition.fields) visit(field.shape, field.name)
        return
      default:
    }
  }
  visit(shape, undefined)
  return inContainer ? 'any' : names
}
