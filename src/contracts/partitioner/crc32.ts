/** CRC-32 (ISO 3309, as in zlib: polynomial 0xEDB88320), unsigned, of the first `length` bytes. */
export function crc32(bytes: Uint8Array, length = bytes.length): number {
  let crc = -1
  for (let i = 0; i < length; i++) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]!) & 0xff]!
  return ~crc >>> 0
}

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1
  return crc
})
