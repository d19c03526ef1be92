import type { Place } from '../../kernel/finding.ts'
import type { Json } from '../../kernel/json.ts'
import { AvroSchemaError } from './error.ts'
import { type JsonText, readJsonText } from './json-text.ts'
import { type ParseOptions, parsePlaced } from './parse.ts'
import type { AvroField, AvroNamed, AvroSchema } from './schema.ts'

/** A parsed .avsc that still knows its text. */
export interface AvroDocument {
  readonly file: string
  readonly json: Json
  readonly schema: AvroSchema
  /** The named types that this file defines. */
  readonly defined: readonly AvroNamed[]
  /** Line and column of a JSON pointer, or of a schema or field that this file holds (of others: the start of the file). */
  readonly placeOf: (node: string | AvroSchema | AvroField) => Place
  /** JSON pointer of a schema or field that this file holds; undefined for those of other files. */
  readonly pointerOf: (node: AvroSchema | AvroField) => string | undefined
}

/** Parses the text of an .avsc; an AvroSchemaError says file, line and column. */
export const parseAvroText = (
  text: string,
  file: string,
  options: Pick<ParseOptions, 'references'> = {},
): AvroDocument => parseJsonText(readJsonText(text, file), file, options)

/** The second half of parseAvroText, for texts that have been read already. */
export function parseJsonText(text: JsonText, file: string, options: Pick<ParseOptions, 'references'>): AvroDocument {
  try {
    const { schema, defined, pointers } = parsePlaced(text.json, { ...options, floats: text.floats })
    const placeOf = (node: string | AvroSchema | AvroField): Place =>
      text.placeOf(typeof node === 'string' ? node : (pointers.get(node) ?? ''))
    return { file, json: text.json, schema, defined, placeOf, pointerOf: (node) => pointers.get(node) }
  } catch (error) {
    throw error instanceof AvroSchemaError ? located(error, text) : error
  }
}

/** The same error with its place in the text. */
export const located = (error: AvroSchemaError, text: JsonText): AvroSchemaError =>
  new AvroSchemaError(error.message, {
    pointer: error.pointer,
    hint: error.hint ?? '',
    at: text.placeOf(error.pointer),
  })
