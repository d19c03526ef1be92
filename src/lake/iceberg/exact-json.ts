import { DqError } from '../../kernel/errors.ts'
import { exactText, parseExact } from '../../kernel/exact-json.ts'
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts'

/**
 * Iceberg's metadata as exact values: snapshot ids are 64-bit numbers, of which a JavaScript number keeps 53 bits (other engines' ids
 * are beyond that more often than not). Throws a DqError that names the file.
 */
export function parseExactJson(text: string, file: string): JsonObject {
  let value: Json
  try {
    value = parseExact(text)
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

/** The text, with bigints as numbers. */
export const exactJson = (value: Json): string => exactText(value, 2)
