const encoder = new TextEncoder()

/**
 * A text as Avro writes it: the count of its bytes as a zigzag varint, and the bytes (Avro 1.12, "Binary Encoding"). What stands beside it
 * may be a letter, so that in Avro an id is no word of its own.
 */
export function avroString(text: string): Uint8Array {
  const bytes = encoder.encode(text)
  const length: number[] = []
  let rest = bytes.length * 2
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) length.push((rest & 0x7f) | 0x80)
  return Uint8Array.from([...length, rest, ...bytes])
}
