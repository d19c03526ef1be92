const [C1, C2] = [0xcc9e2d51, 0x1b873593]

/** Murmur3, x86 32-bit variant with seed 0, of bytes: a signed 32-bit number (table specification, "Appendix B: 32-bit Hash Requirements"). */
export function murmur3(bytes: Uint8Array): number {
  let hash = 0
  const whole = bytes.length & ~3
  for (let i = 0; i < whole; i += 4)
    hash = round(hash, bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24))
  let tail = 0
  for (let i = bytes.length - 1; i >= whole; i--) tail = (tail << 8) | bytes[i]!
  if (bytes.length > whole) hash ^= mixed(tail)
  hash ^= bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) | 0
}

const rotated = (value: number, by: number): number => (value << by) | (value >>> (32 - by))

const mixed = (block: number): number => Math.imul(rotated(Math.imul(block, C1), 15), C2)

const round = (hash: number, block: number): number => (Math.imul(rotated(hash ^ mixed(block), 13), 5) + 0xe6546b64) | 0
