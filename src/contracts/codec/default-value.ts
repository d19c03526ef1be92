import { DqError } from '../../kernel/errors.ts'
import { isJsonObject, type Json } from '../../kernel/json.ts'
import { MAX_NUMBER_PRECISION } from '../../kernel/value-type.ts'
import type { AvroField } from '../avro/schema.ts'
import type { Shape } from './shape.ts'
import type { Value } from './value.ts'

/** The value of a field that a record leaves out. Avro's own JSON encoding of defaults applies (specification, "Complex Types / Records"): bytes are text of code points 0–255. */
export function fieldDefault(shape: Shape, field: AvroField): Value {
  const value = field.default === undefined ? undefined : defaultValue(shape, field.default)
  if (value === undefined)
    throw new DqError(`the default of the field "${field.name}" is not a value of its type`, {
      hint: 'mend the default in the avsc',
    })
  return value
}

/** Undefined when the JSON is not a value of the shape; for a union, the first branch that takes it. */
function defaultValue(shape: Shape, json: Json): Value | undefined {
  if (json === null) return shape.nullable ? null : undefined
  switch (shape.kind) {
    case 'boolean':
      return typeof json === 'boolean' ? json : undefined
    case 'int':
    case 'int53':
    case 'date':
      return safeInteger(json)
    case 'long':
      return isInteger(json) ? BigInt(json) : undefined
    case 'time':
    case 'timestamp': {
      const units = safeInteger(json)
      return units === undefined ? undefined : safeInteger(units * (shape.unit === 'millis' ? 1000 : 1))
    }
    case 'float':
    case 'double':
      return float(shape.kind, json)
    case 'string':
      return typeof json === 'string' ? json : undefined
    case 'enum':
      return typeof json === 'string' && shape.symbols.includes(json) ? json : undefined
    case 'uuid':
      return shape.stored === 'string' ? (typeof json === 'string' ? json : undefined) : uuidOfBytes(latin1(json))
    case 'bytes':
      return latin1(json)
    case 'decimal': {
      const bytes = latin1(json)
      if (bytes === undefined) return undefined
      const unscaled = twosComplement(bytes)
      return shape.precision > MAX_NUMBER_PRECISION ? unscaled : safeInteger(unscaled)
    }
    case 'array':
      return Array.isArray(json) ? allOrNothing(json.map((item: Json) => defaultValue(shape.items, item))) : undefined
    case 'map': {
      if (!isJsonObject(json)) return undefined
      const values = allOrNothing(Object.values(json).map((item) => defaultValue(shape.values, item)))
      return values && new Map(Object.keys(json).map((key, i) => [key, values[i]!]))
    }
    case 'record': {
      if (!isJsonObject(json)) return undefined
      const entries = shape.definition.fields.map(({ name, shape, avro }) => {
        const given = Object.hasOwn(json, name) ? json[name] : avro.default
        return given === undefined ? undefined : defaultValue(shape, given)
      })
      const values = allOrNothing(entries)
      return values && Object.fromEntries(shape.definition.fields.map(({ name }, i) => [name, values[i]!]))
    }
    case 'union': {
      for (const { name, shape: branch } of shape.branches) {
        const value = defaultValue(branch, json)
        if (value !== undefined) return { branch: name, value }
      }
      return undefined
    }
  }
}

const isInteger = (json: Json): json is number | bigint => typeof json === 'bigint' || Number.isInteger(json)

const safeInteger = (json: Json): number | undefined =>
  isInteger(json) && Number.isSafeInteger(Number(json)) ? Number(json) + 0 : undefined

function float(kind: 'float' | 'double', json: Json): number | undefined {
  const isSpecial = json === 'NaN' || json === 'Infinity' || json === '-Infinity'
  if (typeof json !== 'number' && typeof json !== 'bigint' && !isSpecial) return undefined
  return kind === 'float' ? Math.fround(Number(json)) : Number(json)
}

function latin1(json: Json): Uint8Array | undefined {
  if (typeof json !== 'string') return undefined
  const codes = [...json].map((letter) => letter.codePointAt(0)!)
  return codes.every((code) => code <= 0xff) ? Uint8Array.from(codes) : undefined
}

/** Big-endian, as Avro stores a decimal; no bytes are 0. */
function twosComplement(bytes: Uint8Array): bigint {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return BigInt.asIntN(bytes.length * 8, value)
}

function uuidOfBytes(bytes: Uint8Array | undefined): string | undefined {
  if (bytes?.length !== 16) return undefined
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const allOrNothing = (values: readonly (Value | undefined)[]): Value[] | undefined =>
  values.every((value): value is Value => value !== undefined) ? [...values] : undefined
