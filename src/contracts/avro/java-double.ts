const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?$/
const HEX = /^([+-]?)0[xX](?:([0-9a-fA-F]+)\.?|([0-9a-fA-F]*)\.([0-9a-fA-F]+))[pP]([+-]?\d+)[fFdD]?$/

/**
 * The number that Java's Double.parseDouble reads, undefined where it throws. Avro Java passes a text default of a
 * float or double field through it, so "NaN", "+Infinity" and "0.0" are defaults, and so is "1f".
 */
export function javaDouble(text: string): number | undefined {
  const trimmed = trim(text)
  const word = /^([+-]?)(NaN|Infinity)$/.exec(trimmed)
  if (word !== null) return (word[1] === '-' ? -1 : 1) * Number(word[2])
  if (DECIMAL.test(trimmed)) return Number(trimmed.replace(/[fFdD]$/, ''))
  const hex = HEX.exec(trimmed)
  if (hex === null) return undefined
  const [, sign, whole, before = '', fraction = '', exponent] = hex
  const mantissa = Number(`0x${whole ?? before + fraction}`)
  return (sign === '-' ? -1 : 1) * mantissa * 2 ** (Number(exponent) - 4 * fraction.length)
}

/** Java's String.trim: everything up to U+0020, and no other space. */
function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && text.charCodeAt(start) <= 0x20) start++
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--
  return text.slice(start, end)
}
