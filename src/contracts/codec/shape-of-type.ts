import type { Type } from '../../kernel/value-type.ts'
import { MAX_DAYS, MIN_DAYS } from './civil-date.ts'
import type { Range } from './range.ts'
import type { Shape, ShapeOf } from './shape.ts'

/** The shape of values that no contract describes: everything their type allows, as state that is kept is written. Scalars only. */
export function shapeOfType(type: Type): Shape {
  const { nullable } = type
  switch (type.kind) {
    case 'boolean':
      return { kind: 'boolean', nullable }
    case 'int':
      return { kind: 'int', nullable, range: widest('int') }
    case 'int53':
      return { kind: 'int53', nullable, range: widest('int53') }
    case 'long':
      return { kind: 'long', nullable, range: within(2n ** 63n) }
    case 'date':
      return { kind: 'date', nullable, range: { low: BigInt(MIN_DAYS), high: BigInt(MAX_DAYS), bounds: [] } }
    case 'time':
    case 'timestamp':
      return { kind: type.kind, nullable, unit: 'micros', range: widest(type.kind) }
    case 'float':
    case 'double':
      return { kind: type.kind, nullable, bounds: [] }
    case 'decimal': {
      const most = 10n ** BigInt(type.precision) - 1n
      return { ...type, range: { low: -most, high: most, bounds: [] } }
    }
    case 'string':
      return { kind: 'string', nullable, limits: {} }
    case 'bytes':
      return { kind: 'bytes', nullable }
    default:
      throw new Error(`state of type ${type.kind} cannot be kept`)
  }
}

/** A record of these fields, in this order. */
export const recordShape = (
  name: string,
  fields: readonly { readonly name: string; readonly shape: Shape }[],
): ShapeOf<'record'> => ({
  kind: 'record',
  nullable: false,
  definition: {
    name,
    isRecursive: false,
    types: [],
    fields: fields.map((field) => ({
      ...field,
      avro: { name: field.name, type: { kind: 'null', props: {} }, order: 'ascending', aliases: [], props: {} },
    })),
  },
})

export const arrayShape = (items: Shape): ShapeOf<'array'> => ({ kind: 'array', nullable: false, items })

const within = (limit: bigint): Range => ({ low: -limit, high: limit - 1n, bounds: [] })

/** All that the representation holds. */
export const widest = (kind: 'int' | 'int53' | 'time' | 'timestamp'): Range =>
  kind === 'int' ? within(2n ** 31n) : SAFE

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER)
const SAFE: Range = { low: -MAX_SAFE, high: MAX_SAFE, bounds: [] }
