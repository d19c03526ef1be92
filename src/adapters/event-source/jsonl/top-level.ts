import { createScanner } from 'jsonc-parser'

/** A field of the outermost object of a text: its name, and where its value stands. */
export interface TopLevelField {
  readonly name: string
  readonly from: number
  /** Behind the value; absent where the text breaks off inside it. */
  readonly to?: number
}

// jsonc-parser's SyntaxKind, which is a const enum.
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COMMA, COLON] = [1, 2, 3, 4, 5, 6]
const STRING = 10
const END = 17

/** The outermost fields of an object, as far as they can be told. Without recursion: a hostile line may nest as deep as it is long. */
export function topLevelFields(text: string): readonly TopLevelField[] {
  const fields: TopLevelField[] = []
  const scanner = createScanner(text, true)
  let depth = 0
  let name: string | undefined
  let isValue = false
  let from = -1
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    const start = scanner.getTokenOffset()
    if (depth === 1 && isValue && from < 0 && token !== COMMA && token !== CLOSE_BRACE) from = start
    if (token === OPEN_BRACE || token === OPEN_BRACKET) depth++
    else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) depth--
    if (depth > 1) continue
    if (name !== undefined && from >= 0 && depth === 1 && token !== COMMA) {
      fields.push({ name, from, to: start + scanner.getTokenLength() })
      name = undefined
      isValue = false
      from = -1
    } else if (depth === 1 && token === STRING) name = scanner.getTokenValue()
    else if (depth === 1 && token === COLON && name !== undefined) isValue = true
    else if (depth === 0) break
  }
  if (name !== undefined && from >= 0) fields.push({ name, from })
  return fields
}
