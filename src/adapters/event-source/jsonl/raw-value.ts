import { topLevelFields } from './top-level.ts'

/** The bytes of the field `value` as they stand in a line (the last one, as JSON.parse has it, should there be two). */
export function rawValueBytes(text: string): Uint8Array {
  const value = topLevelFields(text).findLast(({ name }) => name === 'value')
  return Buffer.from(value === undefined ? text : text.slice(value.from, value.to))
}
