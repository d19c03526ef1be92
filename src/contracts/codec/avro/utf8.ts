/** Node's Buffer has this; it reads text of a range without an object for the range. */
type Sliceable = Uint8Array & { readonly utf8Slice?: (from: number, to: number) => string }

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** Short ASCII text is put together by hand; above this length (of a flat string) the call into the engine pays. */
const SHORT = 12

/** The text of UTF-8 bytes; undefined when they are no UTF-8. */
export function textOf(bytes: Uint8Array, from: number, to: number): string | undefined {
  if (to - from <= SHORT) {
    const text = shortAscii(bytes, from, to)
    if (text !== undefined) return text
  }
  const sliceable: Sliceable = bytes
  if (sliceable.utf8Slice === undefined) return strictly(bytes, from, to)
  const text = sliceable.utf8Slice(from, to)
  // What is no UTF-8 comes out as U+FFFD; so does U+FFFD itself.
  return text.includes('\ufffd') ? strictly(bytes, from, to) : text
}

/** Whether the bytes say the text, which is ASCII; most others differ near their end. */
export function isAsciiText(bytes: Uint8Array, from: number, to: number, text: string): boolean {
  if (text.length !== to - from) return false
  for (let i = to - 1, k = text.length - 1; k >= 0; i--, k--) {
    const byte = bytes[i]!
    if (byte !== text.charCodeAt(k) || byte > 0x7f) return false
  }
  return true
}

function shortAscii(bytes: Uint8Array, from: number, to: number): string | undefined {
  let text = ''
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!
    if (byte > 0x7f) return undefined
    text += String.fromCharCode(byte)
  }
  return text
}

function strictly(bytes: Uint8Array, from: number, to: number): string | undefined {
  try {
    return strict.decode(bytes.subarray(from, to))
  } catch {
    return undefined
  }
}
