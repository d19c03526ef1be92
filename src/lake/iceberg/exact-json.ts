import { DqError } from '../../kernel/errors.ts'
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts'

/**
 * Iceberg's metadata as exact values: snapshot ids are 64-bit numbers, of which a JavaScript number keeps 53 bits (other engines' ids
 * are beyond that more often than not). Throws a DqError that names the file.
 */
export function parseExactJson(text: string, file: string): JsonObject {
  let value: Json
  try {
    value = JSON.parse(text, (_key, value: Json, context?: { readonly source?: string }) => {
      const source = context?.source ?? ''
      return typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source)
        ? BigInt(source)
        : value
    })
  } catch (error) {
    throw new DqError(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`, {
      hint: 'was it cut off while it was written or copied?',
      at: { file },
      cause: error,
    })
  }
  if (isJsonObject(value)) return value
  throw new DqError(`${file} holds no JSON object`, { at: { file } })
}

/** ECMAScript's `JSON.rawJSON` (in every Node that `dq` runs on), which TypeScript's library does not know. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown }

/** The text, with bigints as numbers. */
export const exactJson = (value: Json): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? rawJSON(String(part)) : part), 2)
