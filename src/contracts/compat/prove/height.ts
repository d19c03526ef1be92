import { children } from '../../avro/named-types.ts'
import type { AvroSchema } from '../../avro/schema.ts'

/**
 * How many levels the least deep value of each type has: 0 for a scalar, Infinity where no value ever ends (a record
 * that holds itself, a union of nothing, an enum without symbols).
 */
export function heights(root: AvroSchema): (schema: AvroSchema) => number {
  const types = new Set<AvroSchema>([root])
  for (const type of types) for (const child of children(type)) types.add(child)
  const found = new Map<AvroSchema, number>()
  const height = (schema: AvroSchema): number => found.get(schema) ?? Number.POSITIVE_INFINITY
  // Inner types stand behind those that hold them, so most heights are known after one round from the end.
  const inwardsFirst = [...types].toReversed()
  for (let changed = true; changed; ) {
    changed = false
    for (const type of inwardsFirst) {
      const now = least(type, height)
      if (now >= height(type)) continue
      found.set(type, now)
      changed = true
    }
  }
  return height
}

function least(type: AvroSchema, height: (schema: AvroSchema) => number): number {
  switch (type.kind) {
    case 'record':
      return type.fields.reduce((most, field) => Math.max(most, 1 + height(field.type)), 0)
    case 'union':
      return type.branches.reduce((few, branch) => Math.min(few, 1 + height(branch)), Number.POSITIVE_INFINITY)
    case 'enum':
      return type.symbols.length === 0 ? Number.POSITIVE_INFINITY : 0
    default:
      return 0
  }
}
