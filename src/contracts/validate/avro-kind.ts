import type { AvroSchema } from '../avro/schema.ts'

export const isNullable = (type: AvroSchema): boolean =>
  type.kind === 'null' || (type.kind === 'union' && type.branches.some((branch) => branch.kind === 'null'))

/** The logical type, or else the kind, of a type without its null branch: `timestamp-micros`, `string`, `union`, … */
export function nonNull(type: AvroSchema): string {
  if (type.kind !== 'union') return type.logical?.name ?? type.kind
  const [only, ...others] = type.branches.filter((branch) => branch.kind !== 'null')
  return only === undefined || others.length > 0 ? 'union' : nonNull(only)
}
