import { formatDate } from '../codec/civil-date.ts'
import type { Shape } from '../codec/shape.ts'
import { formatTime, formatTimestamp } from '../codec/timestamp.ts'

/**
 * The record in a message of Debezium's JsonConverter: with its schema part (`schemas.enable=true`) it is `{schema, payload}`.
 * Times are numbers there, of the unit that the field's type says; they become text, as everywhere in JSON here.
 */
export function debeziumValue(message: unknown, shape: Shape): unknown {
  const value = isObject(message) && 'schema' in message && 'payload' in message ? message.payload : message
  return hasTimes(shape, new Set()) ? withTimes(value, shape) : value
}

function withTimes(value: unknown, shape: Shape): unknown {
  switch (shape.kind) {
    case 'date':
      return Number.isInteger(value) ? formatDate(value as number) : value
    case 'time':
      return Number.isInteger(value) ? formatTime(micros(value as number, shape.unit)) : value
    case 'timestamp':
      return Number.isInteger(value) ? formatTimestamp(micros(value as number, shape.unit)) : value
    case 'array':
      return Array.isArray(value) ? value.map((item) => withTimes(item, shape.items)) : value
    case 'map':
      return isObject(value) ? mapped(value, () => shape.values) : value
    case 'record': {
      const fields = new Map(shape.definition.fields.map(({ name, shape }) => [name, shape]))
      return isObject(value) ? mapped(value, (name) => fields.get(name)) : value
    }
    default:
      return value
  }
}

const mapped = (value: { readonly [name: string]: unknown }, shapeOf: (name: string) => Shape | undefined) =>
  Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const shape = shapeOf(name)
      return [name, shape === undefined ? inner : withTimes(inner, shape)]
    }),
  )

const micros = (value: number, unit: 'millis' | 'micros'): number => (unit === 'millis' ? value * 1000 : value)

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function hasTimes(shape: Shape, seen: Set<object>): boolean {
  switch (shape.kind) {
    case 'date':
    case 'time':
    case 'timestamp':
      return true
    case 'array':
      return hasTimes(shape.items, seen)
    case 'map':
      return hasTimes(shape.values, seen)
    case 'record':
      if (seen.has(shape.definition)) return false
      seen.add(shape.definition)
      return shape.definition.fields.some((field) => hasTimes(field.shape, seen))
    default:
      return false
  }
}
