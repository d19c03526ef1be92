import { compareCodePoints } from './code-points.ts'
import { isJsonObject, type Json } from './json.ts'

/**
 * One text for one value, whatever the order of its keys and its layout: keys by code point, no blanks. What has no value in JSON
 * (undefined) is left out. Throws a RangeError for a number that JSON cannot write (`1e999` is read as infinite): it would become null.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} is no number of JSON`)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (!isJsonObject(value)) return JSON.stringify(value)
  // Not by way of an object: there keys like "10" come first, and in the order of their numbers.
  const keys = Object.keys(value).filter((key) => value[key] !== undefined)
  const members = keys.sort(compareCodePoints).map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key]!)}`)
  return `{${members.join(',')}}`
}
