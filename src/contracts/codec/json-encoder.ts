import type { Contract } from '../model.ts'
import { encodeFields } from './json/kinds/record.ts'
import { assigned, compileProgram } from './json/program.ts'
import { contractShape } from './shape-of.ts'

/**
 * Generates a function that writes a record as JSON text, fields in the order of the schema, in the conventions that the decoder reads.
 * Everything is checked again: a record that breaks its contract throws a RecordProblem. A field left out gets its Avro default.
 */
export function compileJsonEncoder(contract: Pick<Contract, 'schema' | 'fields'>): (record: unknown) => string {
  const shape = contractShape(contract)
  return compileProgram('encode', 'throw', (emit) => assigned(emit.write(shape, { input: 'value', path: '""' }))) as (
    record: unknown,
  ) => string
}

/** The same of values that no record holds: those of the fields `names`, in that order. All other fields are left out. */
export function compileValuesEncoder(
  contract: Pick<Contract, 'schema' | 'fields'>,
  names: readonly string[],
): (values: readonly unknown[]) => string {
  const shape = contractShape(contract)
  const read = (name: string): string => (names.includes(name) ? `value[${names.indexOf(name)}]` : 'undefined')
  const from = { input: '{}', path: '""' }
  return compileProgram('encode', 'throw', (emit) => assigned(encodeFields(shape, from, read, '', emit))) as (
    values: readonly unknown[],
  ) => string
}
