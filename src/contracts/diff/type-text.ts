import type { AvroSchema } from '../avro/schema.ts'

/** A type in a few words: `string`, `decimal(12,2)`, `array<long>`, `null | shop.Address`; named types by name. */
export function typeText(schema: AvroSchema): string {
  if (schema.logical?.name === 'decimal') return `decimal(${schema.logical.precision},${schema.logical.scale})`
  if (schema.logical !== undefined) return schema.logical.name
  switch (schema.kind) {
    case 'record':
    case 'enum':
      return schema.fullName
    case 'fixed':
      return `${schema.fullName}(${schema.size})`
    case 'array':
      return `array<${typeText(schema.items)}>`
    case 'map':
      return `map<${typeText(schema.values)}>`
    case 'union':
      return schema.branches.map(typeText).join(' | ')
    default:
      return schema.kind
  }
}
