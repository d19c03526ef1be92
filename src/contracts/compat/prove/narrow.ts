import type { AvroSchema } from '../../avro/schema.ts'
import type { Datum } from './datum.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/**
 * The writer's schema cut down to what one datum uses of it: without the other branches and symbols, and without
 * defaults, which mean nothing to a writer. A decoder that judges schemas before data (avsc does) so fails on the data
 * that cannot be read, and on no other. What stands in an empty array stays: avsc takes no union of nothing.
 */
export function narrowed(datum: Datum): AvroSchema {
  const used = new Map<AvroSchema, Set<AvroSchema | string>>()
  collect(datum, used)
  return cut(datum.schema, used, new Map())
}

function collect(datum: Datum, used: Map<AvroSchema, Set<AvroSchema | string>>): void {
  const parts = used.get(datum.schema) ?? new Set()
  used.set(datum.schema, parts)
  if (datum.kind === 'scalar') {
    if (datum.schema.kind === 'enum') parts.add(String(datum.value))
  } else if (datum.kind === 'record') for (const { value } of datum.fields) collect(value, used)
  else if (datum.kind === 'map') for (const [, value] of datum.entries) collect(value, used)
  else if (datum.kind === 'array') for (const item of datum.items) collect(item, used)
  else {
    parts.add(datum.branch)
    collect(datum.value, used)
  }
}

function cut(
  schema: AvroSchema,
  used: ReadonlyMap<AvroSchema, ReadonlySet<AvroSchema | string>>,
  done: Map<AvroSchema, AvroSchema>,
): AvroSchema {
  const before = done.get(schema)
  if (before !== undefined) return before
  const parts = used.get(schema)
  if (parts === undefined) return schema
  const keep = <T extends AvroSchema>(copy: T): T => {
    done.set(schema, copy)
    return copy
  }
  switch (schema.kind) {
    case 'record': {
      // Known before its fields are: they may hold the record itself.
      const copy: Mutable<typeof schema> = keep({ ...schema, fields: [] })
      copy.fields = schema.fields.map(({ default: _, ...field }) => ({ ...field, type: cut(field.type, used, done) }))
      return copy
    }
    case 'array':
      return keep({ ...schema, items: cut(schema.items, used, done) })
    case 'map':
      return keep({ ...schema, values: cut(schema.values, used, done) })
    case 'union': {
      const branches = schema.branches.filter((branch) => parts.has(branch)).map((branch) => cut(branch, used, done))
      return keep({ ...schema, branches })
    }
    case 'enum': {
      const { default: _, ...rest } = schema
      return keep({ ...rest, symbols: schema.symbols.filter((symbol) => parts.has(symbol)) })
    }
    default:
      return schema
  }
}
