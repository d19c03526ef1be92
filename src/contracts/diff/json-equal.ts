import { isJsonObject, type Json } from '../../kernel/json.ts'

/** Whether two JSON values are the same; the order of an object's keys says nothing. */
export function jsonEqual(a: Json, b: Json): boolean {
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item: Json, i) => jsonEqual(item, b[i]))
  if (!isJsonObject(a)) return a === b
  if (!isJsonObject(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && jsonEqual(a[key] ?? null, b[key] ?? null))
  )
}
