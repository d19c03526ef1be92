import type { Json } from '../../kernel/json.ts'
import { AvroSchemaError } from '../avro/error.ts'
import { parseAvroSchema } from '../avro/parse.ts'
import type { AvroSchema } from '../avro/schema.ts'
import { compareAvroSchemas } from './compare.ts'
import type { Compatibility } from './incompatibility.ts'

/**
 * compareAvroSchemas for schemas as JSON values. Throws an AvroSchemaError, which says whose schema it is and has a JSON
 * pointer to the fault, when one of them is no Avro schema by itself.
 */
export function compareAvro(reader: Json, writer: Json): Compatibility {
  const { compatible, incompatibilities } = compareAvroSchemas(parse(reader, 'reader'), parse(writer, 'writer'))
  return {
    compatible,
    incompatibilities: incompatibilities.map(({ kind, location, message }) => ({ kind, location, message })),
  }
}

function parse(json: Json, whose: 'reader' | 'writer'): AvroSchema {
  try {
    return parseAvroSchema(json)
  } catch (error) {
    if (!(error instanceof AvroSchemaError)) throw error
    throw new AvroSchemaError(`In the ${whose}'s schema: ${error.message}`, {
      pointer: error.pointer,
      hint: error.hint ?? '',
    })
  }
}
