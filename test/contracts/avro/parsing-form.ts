import type { AvroSchema } from '../../../src/contracts/index.ts'

/** The Parsing Canonical Form (specification 1.12, "Transforming into Parsing Canonical Form"), to compare graphs with other parsers. */
export function parsingForm(schema: AvroSchema, written = new Set<string>()): string {
  const inner = (type: AvroSchema): string => parsingForm(type, written)
  switch (schema.kind) {
    case 'array':
      return `{"type":"array","items":${inner(schema.items)}}`
    case 'map':
      return `{"type":"map","values":${inner(schema.values)}}`
    case 'union':
      return `[${schema.branches.map(inner).join(',')}]`
    case 'record':
    case 'enum':
    case 'fixed': {
      const name = `"${schema.fullName}"`
      if (written.has(schema.fullName)) return name
      written.add(schema.fullName)
      const head = `{"name":${name},"type":"${schema.kind}",`
      if (schema.kind === 'fixed') return `${head}"size":${schema.size}}`
      if (schema.kind === 'enum')
        return `${head}"symbols":[${schema.symbols.map((symbol) => `"${symbol}"`).join(',')}]}`
      const fields = schema.fields.map((field) => `{"name":"${field.name}","type":${inner(field.type)}}`)
      return `${head}"fields":[${fields.join(',')}]}`
    }
    default:
      return `"${schema.kind}"`
  }
}

/** Logical types in reading order, of each schema object once. */
export function logicalTypes(schema: AvroSchema, seen = new Set<AvroSchema>()): readonly string[] {
  if (seen.has(schema)) return []
  seen.add(schema)
  const own = schema.logical
  const shown = own === undefined ? [] : [own.name === 'decimal' ? `decimal(${own.precision},${own.scale})` : own.name]
  const inside =
    schema.kind === 'record'
      ? schema.fields.map((field) => field.type)
      : schema.kind === 'array'
        ? [schema.items]
        : schema.kind === 'map'
          ? [schema.values]
          : schema.kind === 'union'
            ? schema.branches
            : []
  return [...shown, ...inside.flatMap((type) => logicalTypes(type, seen))]
}
