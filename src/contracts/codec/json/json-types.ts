import type { Shape } from '../shape.ts'

/** As `typeof` and `Array.isArray` tell values apart after JSON.parse. */
export type JsonType = 'boolean' | 'number' | 'string' | 'array' | 'object'

/** The JSON types that values of a shape may have (null aside): what tells the branches of a union apart. */
export function jsonTypesOf(shape: Shape): readonly JsonType[] {
  switch (shape.kind) {
    case 'boolean':
      return ['boolean']
    case 'int':
      return ['number']
    case 'int53':
    case 'long':
    case 'float':
    case 'double':
      return ['number', 'string']
    case 'array':
      return ['array']
    case 'record':
    case 'map':
    case 'union':
      return ['object']
    default:
      return ['string']
  }
}
