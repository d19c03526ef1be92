import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml'
import { DqError } from '../../kernel/errors.ts'

/** A suite's text as a tree that keeps every integer exact; JSON is read as the YAML that it is. Throws a DqError with the place of what is no YAML. */
export function yamlTree(file: string, text: string): Document.Parsed {
  const document = parseDocument(text, { intAsBigInt: true, uniqueKeys: true, prettyErrors: true, merge: false })
  const [error] = document.errors
  if (error === undefined) return document
  const [start] = error.linePos ?? []
  throw new DqError(`not valid: ${error.message.split('\n')[0]?.replace(/ at line .*$/, '')}`, {
    at: { file, ...(start && { line: start.line, column: start.col }) },
  })
}

/** A value as JSON has it, with exact integers. */
export type Tree = null | boolean | number | bigint | string | readonly Tree[] | { readonly [key: string]: Tree }

/** The values alone. Throws a DqError for what JSON cannot say: infinity, not a number, a key that is no text. */
export function plainTree(document: Document): Tree {
  const plain = (node: unknown): Tree => {
    if (isAlias(node)) return plain(node.resolve(document))
    if (isMap(node)) return mapTree(node, plain)
    if (isSeq(node)) return (node as YAMLSeq).items.map(plain)
    if (!isScalar(node) || node.value === null || node.value === undefined) return null
    const { value } = node
    if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value
    if (typeof value === 'number' && Number.isFinite(value)) return value
    throw new DqError(`${String(value)} cannot be said in JSON`)
  }
  return plain(document.contents)
}

function mapTree(map: YAMLMap, plain: (node: unknown) => Tree): Tree {
  const entries = map.items.map(({ key, value }) => {
    const name = plain(key)
    if (typeof name !== 'string') throw new DqError(`a key must be a text, not ${String(name)}`)
    return [name, plain(value)] as const
  })
  return Object.fromEntries(entries)
}
