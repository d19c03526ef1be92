import { parseTree } from 'jsonc-parser'

/** The bytes of the field `value` as they stand in a line (the last one, as JSON.parse has it, should there be two). */
export function rawValueBytes(text: string): Uint8Array {
  const value = parseTree(text)?.children?.findLast((property) => property.children?.[0]?.value === 'value')
    ?.children?.[1]
  return Buffer.from(value === undefined ? text : text.slice(value.offset, value.offset + value.length))
}
