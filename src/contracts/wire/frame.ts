/** What stands before an Avro record on the wire: a zero byte and the schema's id, four bytes, the greatest first (Confluent, "Wire format"). */
export const FRAME_BYTES = 5

/** The id of the schema that a record was written with, or why there is none. */
export function schemaIdIn(bytes: Uint8Array): number | string {
  if (bytes.length < FRAME_BYTES)
    return `${bytes.length} bytes are no Avro record with a schema id: ${FRAME_BYTES} stand before it`
  if (bytes[0] !== 0)
    return `the record begins with byte ${bytes[0]}, not with 0 and a schema id: it was not written by way of a registry`
  return ((bytes[1]! << 24) | (bytes[2]! << 16) | (bytes[3]! << 8) | bytes[4]!) >>> 0
}

/** The bytes before a record of this schema. */
export function frameOf(schemaId: number): Uint8Array {
  const bytes = new Uint8Array(FRAME_BYTES)
  new DataView(bytes.buffer).setUint32(1, schemaId)
  return bytes
}
