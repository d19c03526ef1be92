import type { AvroNamed, AvroSchema } from './schema.ts'

/** The records, enums and fixed types that a schema holds, in reading order, each once; ends on recursive schemas too. */
export function namedTypes(schema: AvroSchema): readonly AvroNamed[] {
  const found = new Set<AvroNamed>()
  const todo: AvroSchema[] = [schema]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if ('fullName' in next) {
      if (found.has(next)) continue
      found.add(next)
    }
    todo.push(...children(next).toReversed())
  }
  return [...found]
}

/** The schemas right inside a schema, in reading order. */
export function children(schema: AvroSchema): readonly AvroSchema[] {
  switch (schema.kind) {
    case 'record':
      return schema.fields.map((field) => field.type)
    case 'array':
      return [schema.items]
    case 'map':
      return [schema.values]
    case 'union':
      return schema.branches
    default:
      return []
  }
}
