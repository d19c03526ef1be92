/** Text that has broken parsers before. */
// biome-ignore format: a list
const ODDITIES = [
  '', ' ', '\0', '"', '\\', '\\u', '\\ud800', '\ud800', '\ufeff', '\u2028', '{', '}', '[', ']', ',', ':', '-', '-0', '1e999', '1e-999',
  '9007199254740993', '-9223372036854775809', '0.1', '00', 'NaN', 'Infinity', 'null', 'true', '"__proto__":1,', '"constructor":{},',
  '[[[[[[[[', '{"a":{"a":{"a":', '0000-00-00T00:00:00.000000Z', '2017-02-30T00:00:00Z', '99999999999999999999.99', 'é', '😀',
]

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)]!
const upTo = (random: () => number, limit: number): number => Math.floor(random() * limit)

/** One to three changes of a text: cut, doubled, swapped, with a character or an oddity in it. */
export function mutatedText(text: string, random: () => number): string {
  let mutant = text
  for (let i = 1 + upTo(random, 3); i > 0; i--) mutant = oneTextChange(mutant, random)
  return mutant
}

function oneTextChange(text: string, random: () => number): string {
  const at = upTo(random, text.length + 1)
  const to = Math.min(text.length, at + upTo(random, 12))
  switch (upTo(random, 8)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return text.slice(0, at) + text.slice(to)
    case 2:
      return text.slice(0, to) + text.slice(at)
    case 3:
      return text.slice(0, at) + String.fromCharCode(upTo(random, 0x180)) + text.slice(at + 1)
    case 4:
      return text.slice(0, at) + pick(random, ODDITIES) + text.slice(at)
    case 5:
      return text.slice(0, at) + pick(random, ODDITIES) + text.slice(to)
    case 6:
      // A value in the place of another.
      return text.replace(/"[^"]*"(?=[,}])/g, (found) => (random() < 0.2 ? pick(random, ODDITIES) : found))
    default:
      return random() < 0.01 ? text.slice(0, at) + pick(random, ['[', '{"a":']).repeat(50_000) : text.toUpperCase()
  }
}

/** One to four changes of bytes: a bit, a byte, a range dropped or doubled, the end cut off. */
export function mutatedBytes(bytes: Uint8Array, random: () => number): Uint8Array {
  let mutant = Uint8Array.from(bytes)
  for (let i = 1 + upTo(random, 4); i > 0; i--) mutant = oneByteChange(mutant, random)
  return mutant
}

const EXTREMES = [0, 1, 2, 0x7f, 0x80, 0xff]

function oneByteChange(bytes: Uint8Array<ArrayBuffer>, random: () => number): Uint8Array<ArrayBuffer> {
  if (bytes.length === 0) return bytes
  const at = upTo(random, bytes.length)
  const to = Math.min(bytes.length, at + upTo(random, 8))
  switch (upTo(random, 6)) {
    case 0:
      bytes[at]! ^= 1 << upTo(random, 8)
      return bytes
    case 1:
      bytes[at] = upTo(random, 256)
      return bytes
    case 2:
      bytes.fill(pick(random, EXTREMES), at, to + 1)
      return bytes
    case 3:
      return bytes.slice(0, at)
    case 4:
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(to)])
    default:
      return Uint8Array.from([...bytes.subarray(0, to), ...bytes.subarray(at)])
  }
}
