import type { Contract } from '../model.ts'
import { compileWrite } from './avro/program.ts'
import { AvroWriter } from './avro/writer.ts'
import { contractShape } from './shape-of.ts'

/** Records share memory of this size: one of its own for each costs more than to write it. */
const SHARED_BYTES = 32 * 1024

/**
 * Generates a function that writes a record in Avro's binary encoding. Everything is checked: a record that breaks its contract
 * throws a RecordProblem. A field left out gets its Avro default.
 */
export function compileAvroEncoder(contract: Pick<Contract, 'schema' | 'fields'>): (record: unknown) => Uint8Array {
  const write = compileWrite(contractShape(contract))
  const writer = new AvroWriter(SHARED_BYTES)
  return (record) => {
    writer.begin()
    write(writer, record)
    return writer.taken()
  }
}
