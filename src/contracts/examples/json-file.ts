import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import type { Place } from '../../kernel/finding.ts'
import { pointer } from '../../kernel/json.ts'
import type { DocPath, Located } from '../repo/located.ts'

/** Parses strict JSON whose values know their places; a string says what is wrong with it, and where. */
export function readJson(file: string, text: string): Located | { readonly at: Place; readonly message: string } {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors
  if (first !== undefined) return { at: placeAt(file, text, first.offset), message: sentence(first) }
  if (root === undefined) return { at: { file, line: 1, column: 1 }, message: 'the file is empty' }

  const at = (path: DocPath): Place => {
    let node: Node | undefined
    for (let known = path; node === undefined; known = known.slice(0, -1)) {
      node = known.length === 0 ? root : findNodeAtLocation(root, [...known])
    }
    return { ...placeAt(file, text, node.offset), path: path.reduce<string>(pointer, '') }
  }
  return {
    file,
    value: getNodeValue(root),
    at,
    keyAt(path) {
      const property = findNodeAtLocation(root, [...path])?.parent
      return property?.type === 'property' && path.length > 0
        ? { ...placeAt(file, text, property.offset), path: path.reduce<string>(pointer, '') }
        : at(path)
    },
  }
}

/** `PropertyNameExpected` → `property name expected`. */
const sentence = ({ error }: ParseError): string =>
  `not valid JSON: ${printParseErrorCode(error)
    .replaceAll(/(?<!^)[A-Z]/g, ' $&')
    .toLowerCase()}`

function placeAt(file: string, text: string, offset: number): Place {
  const before = text.slice(0, offset)
  return { file, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
