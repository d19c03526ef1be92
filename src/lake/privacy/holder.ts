import { fromBase64 } from '../../contracts/codec/base64.ts'
import { avroString } from './avro-string.ts'
import { escaped, tokenPattern } from './token.ts'

/** Looks for the ids of a person. */
export interface Holder {
  /** A line of text: an id as a word of its own, as JSON writes it, or inside bytes in base64. */
  inText(text: string): boolean
  /** A key or a record as it stands, in Avro, in JSON or as text: whole fields of Avro, else as in a text. */
  inBytes(bytes: Uint8Array): boolean
}

const encoder = new TextEncoder()
/** One letter a byte, whatever the bytes are. */
const decoder = new TextDecoder('latin1')
const lettersOf = (bytes: Uint8Array): string => decoder.decode(bytes)

/** Shorter texts are words. */
const LEAST_BASE64 = 8

export function holder(ids: readonly string[]): Holder {
  const written = [...new Set(ids.flatMap((id) => [id, JSON.stringify(id).slice(1, -1)]))]
  const token = new RegExp(tokenPattern(written))
  const words = written.map((id) => lettersOf(encoder.encode(id)))
  const shortest = Math.ceil((4 / 3) * Math.min(...words.map(({ length }) => length)))
  const base64 = new RegExp(`"([A-Za-z0-9+/]{${Math.max(LEAST_BASE64, shortest)},}={0,2})"`, 'g')
  const framed = ids.map((id) => escaped(lettersOf(avroString(id))))
  const inLetters = new RegExp(`${tokenPattern(words)}|${framed.join('|')}`)
  const inBytes = (bytes: Uint8Array): boolean => {
    const letters = lettersOf(bytes)
    // Nearly every record ends here: a plain search is several times as quick as the pattern.
    if (words.some((word) => letters.includes(word)) && inLetters.test(letters)) return true
    return (bytes[0] === OBJECT || bytes[0] === ARRAY) && inBase64(letters)
  }
  const inBase64 = (text: string): boolean => {
    for (const [, packed = ''] of text.matchAll(base64)) {
      // Not everybody pads.
      const bytes = fromBase64(packed.padEnd(4 * Math.ceil(packed.length / 4), '='))
      if (bytes !== undefined && inBytes(bytes)) return true
    }
    return false
  }
  return { inText: (text) => token.test(text) || inBase64(text), inBytes }
}

const [OBJECT, ARRAY] = [0x7b, 0x5b]
