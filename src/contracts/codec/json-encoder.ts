import type { Contract } from '../model.ts'
import { compileProgram } from './json/program.ts'
import { contractShape } from './shape-of.ts'

/**
 * Generates a function that writes a record as JSON text, fields in the order of the schema, in the conventions that the decoder reads.
 * Everything is checked again: a record that breaks its contract throws a RecordProblem. A field left out gets its Avro default.
 */
export function compileJsonEncoder(contract: Pick<Contract, 'schema' | 'fields'>): (record: unknown) => string {
  const shape = contractShape(contract)
  return compileProgram('encode', 'throw', (emit) => emit.value(shape, { input: 'value', output: '', path: '""' })) as (
    record: unknown,
  ) => string
}
