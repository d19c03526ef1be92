import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Place } from '../../kernel/finding.ts'
import { type Json, pointer } from '../../kernel/json.ts'
import { AvroSchemaError } from './error.ts'
import { MAX_DEPTH, tooDeep } from './parse.ts'

/** The text of an .avsc, read as Avro Java's JSON parser (Jackson) reads it. */
export interface JsonText {
  readonly json: Json
  /** Pointers of whole numbers written with a fraction or an exponent. */
  readonly floats: ReadonlySet<string>
  readonly placeOf: (pointer: string) => Place
}

const MAX_KEY = 50_000
const MAX_DIGITS = 1000

/**
 * Reads JSON with the comments that Avro Java accepts before and inside the schema (not after it). Integers beyond
 * ±(2^53 − 1) become bigint; of a key given twice the last one counts, as in Jackson.
 */
export function readJsonText(text: string, file: string): JsonText {
  // A byte order mark is what Java's file reader skips, trailing control characters are what its String.trim removes.
  const body = trimEnd(text.replace(/^\ufeff/, ' '))
  const lineStarts = [0]
  for (let i = body.indexOf('\n'); i >= 0; i = body.indexOf('\n', i + 1)) lineStarts.push(i + 1)
  const placeAt = (offset: number, path: string): Place => {
    const after = lineStarts.findIndex((start) => start > offset)
    const line = after < 0 ? lineStarts.length : after
    return { file, line, column: offset - (lineStarts[line - 1] ?? 0) + 1, path }
  }
  const refuse = (message: string, hint: string, offset: number, at = ''): never => {
    throw new AvroSchemaError(message, { pointer: at, hint, at: placeAt(offset, at) })
  }

  refuseDepth(body, (offset) => {
    const { message, hint = '' } = tooDeep('')
    return refuse(message, hint, offset)
  })
  const errors: ParseError[] = []
  const root = parseTree(body, errors, { disallowComments: false, allowTrailingComma: false, allowEmptyContent: false })
  const error = errors[0]
  if (root === undefined || error !== undefined) return refuse(...describeError(error, body), error?.offset ?? 0)
  const end = root.offset + root.length
  if (end < body.length)
    return refuse(
      'There is text after the end of the schema',
      'Remove it; a comment may stand before or inside the schema, Avro Java refuses it behind.',
      end + body.slice(end).search(/\S|$/),
    )

  const floats = new Set<string>()
  const toJson = (node: Node, at: string): Json => {
    if (node.type === 'array') return (node.children ?? []).map((child, i) => toJson(child, pointer(at, i)))
    if (node.type === 'object')
      return Object.fromEntries(
        members(node).map(([key, value, keyNode]) => {
          if (key.length > MAX_KEY)
            refuse(`A key is longer than ${MAX_KEY} characters`, 'Shorten it.', keyNode.offset, at)
          return [key, toJson(value, pointer(at, key))]
        }),
      )
    if (node.type === 'number') {
      const written = body.slice(node.offset, node.offset + node.length)
      if (digits(written) > MAX_DIGITS)
        refuse(`A number has more than ${MAX_DIGITS} digits`, 'Shorten it, or write it as a string.', node.offset, at)
      return readNumber(written, () => floats.add(at))
    }
    // What is left is a string, a boolean or null.
    return node.value as string | boolean | null
  }
  const json = toJson(root, '')
  // Parsed again when a place is asked for, which is so for few files: the tree is many times the size of its text.
  let again: Node | undefined
  return {
    json,
    floats,
    placeOf(at) {
      again ??= parseTree(body)
      return placeAt(find(again, at)?.offset ?? 0, at)
    },
  }
}

function readNumber(written: string, wholeFloat: () => void): number | bigint {
  const value = Number(written)
  if (/[.eE]/.test(written)) {
    if (Number.isInteger(value)) wholeFloat()
    return value
  }
  // Of integers there is no minus zero.
  return Number.isSafeInteger(value) ? value + 0 : BigInt(written)
}

/** As Jackson counts: digits before and after the point and of the exponent; the 0 of 0.5 only next to an exponent. */
function digits(written: string): number {
  const all = written.replace(/[^0-9]/g, '').length
  return /^-?0\.\d+$/.test(written) ? all - 1 : all
}

const members = (node: Node): [key: string, value: Node, keyNode: Node][] =>
  (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key === undefined || value === undefined ? [] : [[String(key.value), value, key]],
  )

/** The node of a pointer, or the nearest one around it. */
function find(root: Node | undefined, at: string): Node | undefined {
  let node = root
  for (const token of at
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    const child: Node | undefined =
      node?.type === 'array'
        ? node.children?.[Number(token)]
        : node?.type === 'object'
          ? members(node).findLast(([key]) => key === token)?.[1]
          : undefined
    if (child === undefined) return node
    node = child
  }
  return node
}

/** The tree's parser is recursive: look before it leaps. */
function refuseDepth(text: string, refuse: (offset: number) => never): void {
  const scanner = createScanner(text, true)
  let depth = 0
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const first = text[scanner.getTokenOffset()]
    if (first === '{' || first === '[') depth++
    else if (first === '}' || first === ']') depth--
    if (depth > MAX_DEPTH) refuse(scanner.getTokenOffset())
  }
}

function describeError(error: ParseError | undefined, text: string): [message: string, hint: string] {
  if (error === undefined || text.trim() === '')
    return ['There is no schema in this text', 'Write a schema, for instance "string".']
  const code = printParseErrorCode(error.error)
  const words = code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
  return [
    `This is not JSON: ${words}`,
    HINTS[code] ?? 'Correct the JSON here; only // and /* */ comments go beyond it.',
  ]
}

const HINTS: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'Put the key in double quotes, and remove a comma before }.',
  ValueExpected: 'Write a value here, and remove a comma before ] or }.',
  CommaExpected: 'Put a comma between the two values.',
  EndOfFileExpected: 'Remove what follows the schema.',
  InvalidCharacter: 'Write control characters as escapes such as \\n or \\t.',
  UnexpectedEndOfString: 'Close the string with a double quote on the same line.',
}

function trimEnd(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) <= 0x20) end--
  return text.slice(0, end)
}
