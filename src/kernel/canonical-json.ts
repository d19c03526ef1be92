import { compareCodePoints } from './code-points.ts'
import { exactText } from './exact-json.ts'
import { isJsonObject, type Json } from './json.ts'

/** One text for one value, whatever the order of its keys and its layout: keys by code point, no blanks. What has no value in JSON (undefined) is left out. */
export const canonicalJson = (value: Json): string => exactText(sorted(value))

function sorted(value: Json): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isJsonObject(value)) return value
  const keys = Object.keys(value).sort(compareCodePoints)
  // Entries, not assignment: a key called `__proto__` stays a key.
  return Object.fromEntries(keys.filter((key) => value[key] !== undefined).map((key) => [key, sorted(value[key]!)]))
}
