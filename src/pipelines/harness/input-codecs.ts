import type { AvroRecord } from '../../contracts/avro/schema.ts'
import { type AvroDecoder, compileAvroDecoder } from '../../contracts/codec/avro-decoder.ts'
import { compileJsonDecoder } from '../../contracts/codec/json-decoder.ts'
import { compileJsonEncoder } from '../../contracts/codec/json-encoder.ts'
import type { DecodedRecord } from '../../contracts/codec/value.ts'
import type { Contract } from '../../contracts/model.ts'
import type { SourceEvent } from '../ports.ts'

/** Reads the records of an input, whatever each is in: bytes with a schema are Avro, everything else is JSON. */
export function decoderOf(contract: Contract, fields: readonly string[]): (event: SourceEvent) => DecodedRecord {
  const json = compileJsonDecoder(contract, { fields })
  const avro = bySchema((writer) => compileAvroDecoder(contract, { fields, writer }))
  return ({ schema, value, from, to, key }) =>
    schema === undefined ? json(value) : avro(schema)(value as Uint8Array, from, to, key)
}

/** The JSON text of a record that fits its contract; JSON stays as it was written. */
export function textOf(contract: Contract): (event: SourceEvent, raw: Uint8Array) => string {
  let encode: ((record: unknown) => string) | undefined
  const avro = bySchema((writer) => compileAvroDecoder(contract, { writer }))
  return ({ schema, value, from, to }, raw) => {
    if (schema === undefined) return new TextDecoder().decode(raw)
    encode ??= compileJsonEncoder(contract)
    // Not of `raw`: before it may stand what the wire needs.
    return encode(avro(schema)(value as Uint8Array, from, to))
  }
}

/** Compiled when a schema is first met; most inputs have one. */
function bySchema(compile: (writer: AvroRecord) => AvroDecoder): (schema: AvroRecord) => AvroDecoder {
  const known = new Map<AvroRecord, AvroDecoder>()
  let last: AvroRecord | undefined
  let decoder: AvroDecoder | undefined
  return (schema) => {
    if (schema === last) return decoder!
    last = schema
    decoder = known.get(schema) ?? compile(schema)
    known.set(schema, decoder)
    return decoder
  }
}
