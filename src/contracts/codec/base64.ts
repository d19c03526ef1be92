/** Base64 of RFC 4648 section 4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  // Chunks are a multiple of 3 bytes, so that no padding stands inside, and small enough to be arguments of a call.
  for (let at = 0; at < bytes.length; at += 8190) text += btoa(String.fromCharCode(...bytes.subarray(at, at + 8190)))
  return text
}

/** The bytes, or undefined when the text is not canonical base64 (wrong alphabet or length, missing padding, stray bits). */
export function fromBase64(text: string): Uint8Array | undefined {
  const length = text.length
  if (length % 4 !== 0) return undefined
  const padding =
    length === 0 || text.charCodeAt(length - 1) !== EQUALS ? 0 : text.charCodeAt(length - 2) !== EQUALS ? 1 : 2
  const bytes = new Uint8Array((length / 4) * 3 - padding)
  const end = length - padding
  let bits = 0
  let held = 0
  let out = 0
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i)
    const six = code < 128 ? SIX_BITS[code]! : -1
    if (six < 0) return undefined
    bits = ((bits << 6) | six) & 0xfff
    held += 6
    if (held >= 8) {
      held -= 8
      bytes[out++] = bits >> held
      bits &= (1 << held) - 1
    }
  }
  return bits === 0 ? bytes : undefined
}

const EQUALS = 61
const SIX_BITS = new Int8Array(128).fill(-1)
for (const [six, letter] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  SIX_BITS[letter.charCodeAt(0)] = six
