import { readJsonText } from '../avro/json-text.ts'
import type { AvroSchema } from '../avro/schema.ts'
import { parseJsonText } from '../avro/text.ts'
import type { SchemaRegistry, SchemaText } from './ports.ts'

/** The schema with all types of the subjects that it refers to, and of those that these refer to. @throws AvroSchemaError */
export async function parseRegistered(
  registry: Pick<SchemaRegistry, 'version'>,
  text: SchemaText,
): Promise<AvroSchema> {
  const known = new Map<string, AvroSchema>()
  await load(registry, text, known)
  return parseJsonText(readJsonText(text.schema, ''), '', { references: known.values() }).schema
}

/** Depth first: a type is known before those that use it. */
async function load(
  registry: Pick<SchemaRegistry, 'version'>,
  { references }: SchemaText,
  known: Map<string, AvroSchema>,
): Promise<void> {
  for (const { subject, version } of references) {
    const key = `${subject} ${version}`
    const found = known.has(key) ? undefined : await registry.version(subject, version)
    if (found === undefined) continue
    await load(registry, found, known)
    known.set(key, parseJsonText(readJsonText(found.schema, ''), '', { references: known.values() }).schema)
  }
}
