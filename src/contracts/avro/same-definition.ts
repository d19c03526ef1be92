import { isJsonObject, type Json, type JsonObject, pointer } from '../../kernel/json.ts'
import { javaDouble } from './java-double.ts'
import type { AvroField, AvroSchema } from './schema.ts'

interface Origin {
  readonly pointers: ReadonlyMap<AvroSchema | AvroField, string>
  readonly floats: ReadonlySet<string>
}

/** Attributes that Avro Java does not keep where they have no meaning, so they do not make two definitions differ. */
const RESERVED = new Set([
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
const RESERVED_IN_FIELD = new Set(['default', 'doc', 'name', 'order', 'type', 'aliases'])

/**
 * Whether Avro Java takes a second definition of a name for the first: docs, aliases, an enum's default and
 * error-or-record do not count; attributes, symbols, sizes, field order, types and defaults do.
 */
export function sameDefinition(a: AvroSchema, b: AvroSchema, origin: Origin): boolean {
  if (a === b) return true
  const reserved = a.kind === 'enum' ? new Set([...RESERVED, 'default']) : RESERVED
  if (a.kind !== b.kind || !sameProps(a, b, reserved, origin)) return false
  const same = (x: AvroSchema, y: AvroSchema | undefined): boolean => y !== undefined && sameDefinition(x, y, origin)
  if (a.kind === 'array' && b.kind === 'array') return same(a.items, b.items)
  if (a.kind === 'map' && b.kind === 'map') return same(a.values, b.values)
  if (a.kind === 'union' && b.kind === 'union')
    return a.branches.length === b.branches.length && a.branches.every((branch, i) => same(branch, b.branches[i]))
  if ('fullName' in a && 'fullName' in b && a.fullName !== b.fullName) return false
  if (a.kind === 'fixed' && b.kind === 'fixed') return a.size === b.size
  if (a.kind === 'enum' && b.kind === 'enum')
    return a.symbols.length === b.symbols.length && a.symbols.every((symbol, i) => symbol === b.symbols[i])
  if (a.kind === 'record' && b.kind === 'record')
    return a.fields.length === b.fields.length && a.fields.every((field, i) => sameField(field, b.fields[i], origin))
  return true
}

function sameField(a: AvroField, b: AvroField | undefined, origin: Origin): boolean {
  if (b === undefined || a.name !== b.name || a.order !== b.order) return false
  if (!sameDefinition(a.type, b.type, origin) || !sameProps(a, b, RESERVED_IN_FIELD, origin)) return false
  if (a.default === undefined || b.default === undefined) return a.default === b.default
  const x = written(a.default, pointer(place(a, origin), 'default'), origin)
  const y = written(b.default, pointer(place(b, origin), 'default'), origin)
  return sameJson(asDouble(a.type, x), asDouble(b.type, y))
}

const place = (node: AvroSchema | AvroField, origin: Origin): string => origin.pointers.get(node) ?? 'elsewhere'

/** JSON whose numbers are told apart as Java does: an integer is not equal to a number with a fraction or exponent. */
type Written = null | boolean | string | bigint | { readonly float: number } | readonly Written[] | Map<string, Written>

function written(json: Json, at: string, origin: Origin): Written {
  if (typeof json === 'number')
    return Number.isSafeInteger(json) && !origin.floats.has(at) ? BigInt(json) : { float: json }
  if (Array.isArray(json)) return json.map((item: Json, i) => written(item, pointer(at, i), origin))
  if (isJsonObject(json))
    return new Map(Object.entries(json).map(([key, value]) => [key, written(value, pointer(at, key), origin)]))
  // Numbers, arrays and objects are dealt with above.
  return json as null | boolean | string | bigint
}

/** Avro Java keeps a text default of a float or double as the number it means. */
const asDouble = (type: AvroSchema, value: Written): Written =>
  typeof value === 'string' && (type.kind === 'float' || type.kind === 'double')
    ? { float: javaDouble(value) ?? Number.NaN }
    : value

function sameProps(
  a: AvroField | AvroSchema,
  b: AvroField | AvroSchema,
  reserved: ReadonlySet<string>,
  origin: Origin,
): boolean {
  const kept = (props: JsonObject, at: string): Written =>
    new Map(
      Object.entries(props)
        .filter(([key]) => !reserved.has(key))
        .map(([key, value]) => [key, written(value, pointer(at, key), origin)]),
    )
  return sameJson(kept(a.props, place(a, origin)), kept(b.props, place(b, origin)))
}

function sameJson(a: Written, b: Written | undefined): boolean {
  if (a === null || b === null || b === undefined || typeof a !== 'object' || typeof b !== 'object') return a === b
  if (a instanceof Map)
    return b instanceof Map && a.size === b.size && [...a].every(([key, value]) => sameJson(value, b.get(key)))
  if ('float' in a) return 'float' in b && Object.is(a.float, b.float)
  return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]))
}
