import { readFields } from './avro/kinds/record.ts'
import { compileRead, compileWrite } from './avro/program.ts'
import { AvroReader } from './avro/reader.ts'
import { AvroWriter } from './avro/writer.ts'
import type { ShapeOf } from './shape.ts'
import type { DecodedRecord } from './value.ts'

/** Writes records of `dq`'s own making as bytes and reads them back. */
export interface RecordBytes {
  write(record: object): Uint8Array
  /** Throws for bytes that `write` did not make. */
  read(bytes: Uint8Array): DecodedRecord
}

/** The binary encoding of Avro for a shape without a contract: what is kept as state. */
export function recordBytes(shape: ShapeOf<'record'>): RecordBytes {
  const write = compileWrite(shape)
  const read = compileRead((emit) => readFields(shape, shape, { output: 'output', path: '""' }, emit))
  const writer = new AvroWriter()
  const reader = new AvroReader()
  return {
    write(record) {
      writer.at = 0
      write(writer, record)
      return writer.copy()
    },
    read(bytes) {
      reader.reset(bytes, 0, bytes.length)
      const record = read(reader)
      if (reader.at !== bytes.length) throw new Error(`${bytes.length} bytes of state are no ${shape.definition.name}`)
      return record as DecodedRecord
    },
  }
}
