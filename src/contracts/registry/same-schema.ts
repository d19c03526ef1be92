import { schemaJson } from '../avro/print.ts'
import type { AvroSchema } from '../avro/schema.ts'
import { schemaText } from '../codec/avro/event-schema.ts'

/** One text for one schema, whatever the layout it was written in: docs, defaults and all other attributes count. */
export const canonicalText = (schema: AvroSchema): string => schemaText(schemaJson(schema))

export const isSameSchema = (a: AvroSchema, b: AvroSchema): boolean => canonicalText(a) === canonicalText(b)
