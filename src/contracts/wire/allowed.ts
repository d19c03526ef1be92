import { DqError } from '../../kernel/errors.ts'
import type { AvroRecord, AvroSchema } from '../avro/schema.ts'
import { compileAvroDecoder } from '../codec/avro-decoder.ts'
import { compareAvroSchemas } from '../compat/compare.ts'
import type { Contract } from '../model.ts'

/**
 * Why records of this schema must not be read with the contract; undefined when they may. Both must agree: Avro's rules, and
 * the decoder, to which also scales of decimals and units of time matter.
 */
export function driftOf(
  contract: Pick<Contract, 'schema' | 'fields' | 'name'>,
  writer: AvroSchema,
): string | undefined {
  if (writer.kind !== 'record') return `was written as ${writer.kind}, and ${contract.name} is a record`
  const { incompatibilities } = compareAvroSchemas(contract.schema, writer)
  const [first] = incompatibilities
  if (first !== undefined) {
    const more = incompatibilities.length === 1 ? '' : ` (and ${incompatibilities.length - 1} more)`
    return `was written as ${writer.fullName}, which ${contract.name} does not read: ${first.message} at ${first.location}${more}`
  }
  return decoderRefusal(contract, writer)
}

function decoderRefusal(contract: Pick<Contract, 'schema' | 'fields'>, writer: AvroRecord): string | undefined {
  try {
    compileAvroDecoder(contract, { writer })
    return undefined
  } catch (error) {
    if (!(error instanceof DqError)) throw error
    return error.message
  }
}
