import { isJsonObject, type Json, type JsonObject, pointer } from '../../kernel/json.ts'
import { AvroSchemaError } from './error.ts'
import { logicalType } from './logical.ts'
import { nameFault, qualify } from './names.ts'
import type { AvroSchema, LogicalType } from './schema.ts'
import { nameError, type Scope } from './scope.ts'

/** An attribute that the object itself has: names such as `constructor` and `__proto__` are only words here. */
export const attribute = (node: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(node, key) ? node[key] : undefined

/** What a reader calls a JSON value. */
export function jsonKind(value: Json | undefined): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (isJsonObject(value)) return 'an object'
  return typeof value === 'string' ? 'a string' : typeof value === 'boolean' ? String(value) : 'a number'
}

/** A string attribute without which nothing can be made of the object. */
export function requiredText(node: JsonObject, key: string, whose: string, at: string, hint: string): string {
  const value = attribute(node, key)
  if (typeof value === 'string') return value
  const missing = value === undefined
  throw new AvroSchemaError(
    missing ? `${whose} has no "${key}"` : `"${key}" of ${whose} must be a string, it is ${jsonKind(value)}`,
    { pointer: missing ? at : pointer(at, key), hint },
  )
}

export const optionalText = (node: JsonObject, key: string): string | undefined => {
  const value = attribute(node, key)
  return typeof value === 'string' ? value : undefined
}

const NO_PROPS: JsonObject = {}

/** The attributes that the model does not hold elsewhere; a `doc` or enum default that is no string is ignored, but kept. */
export function propsWithout(node: JsonObject, taken: readonly string[]): JsonObject {
  const kept = Object.keys(node).filter(
    (key) => !taken.includes(key) || ((key === 'doc' || key === 'default') && typeof node[key] !== 'string'),
  )
  return kept.length === 0 ? NO_PROPS : Object.fromEntries(kept.map((key) => [key, node[key] ?? null]))
}

/** Attributes and logical type of a schema object. Containers and records refuse integers that Avro Java cannot copy. */
export function described(
  base: { readonly kind: AvroSchema['kind']; readonly size?: number },
  node: JsonObject,
  taken: readonly string[],
  at: string,
  scope: Scope,
): { readonly props: JsonObject; readonly logical?: LogicalType } {
  const props = propsWithout(node, taken)
  if (base.kind === 'record' || base.kind === 'array' || base.kind === 'map') refuseHugeIntegers(props, at, base.kind)
  const isInt = (key: string): boolean => {
    const value = props[key]
    return typeof value === 'number' && (value | 0) === value && !scope.floats.has(pointer(at, key))
  }
  const logical = logicalType({ ...base, props }, isInt)
  return logical === undefined ? { props } : { props, logical }
}

const NOT_COPIED = new Set([
  'doc',
  'fields',
  'items',
  'name',
  'namespace',
  'size',
  'symbols',
  'values',
  'type',
  'aliases',
])

function refuseHugeIntegers(props: JsonObject, at: string, kind: string): void {
  const todo: [string, Json][] = Object.entries(props)
    .filter(([key]) => !NOT_COPIED.has(key))
    .map(([key, value]) => [pointer(at, key), value])
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const [place, value] = next
    if (typeof value === 'bigint' && BigInt.asIntN(64, value) !== value)
      throw new AvroSchemaError(`An attribute of a ${kind} holds an integer beyond 64 bits, which Avro Java refuses`, {
        pointer: place,
        hint: 'Write it as a string.',
      })
    if (Array.isArray(value)) todo.push(...value.map((item: Json, i): [string, Json] => [pointer(place, i), item]))
    else if (isJsonObject(value))
      todo.push(...Object.entries(value).map(([key, item]): [string, Json] => [pointer(place, key), item]))
  }
}

/** The `aliases` attribute: strings as written, each once. */
export function writtenAliases(node: JsonObject, at: string): readonly string[] {
  const value = attribute(node, 'aliases')
  if (value === undefined) return []
  const place = pointer(at, 'aliases')
  const hint = 'Write a list of names: ["oldName"].'
  if (!Array.isArray(value))
    throw new AvroSchemaError(`"aliases" must be an array, it is ${jsonKind(value)}`, { pointer: place, hint })
  for (const [i, alias] of value.entries())
    if (typeof alias !== 'string')
      throw new AvroSchemaError(`An alias must be a string, this is ${jsonKind(alias)}`, {
        pointer: pointer(place, i),
        hint,
      })
  return [...new Set(value as readonly string[])]
}

/** Aliases of a named type as full names: a bare one belongs to the type's namespace, ".name" to the null namespace. */
export function typeAliases(node: JsonObject, namespace: string | undefined, at: string): readonly string[] {
  const aliases = writtenAliases(node, at).map((alias, i) => {
    const name = qualify(alias, namespace)
    const fault = nameFault(name.name)
    if (fault !== undefined) throw nameError(alias, fault, pointer(pointer(at, 'aliases'), i))
    return name.fullName
  })
  return [...new Set(aliases)]
}
