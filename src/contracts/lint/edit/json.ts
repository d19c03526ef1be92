import { findNodeAtLocation, parseTree } from 'jsonc-parser'

/** The steps of a JSON pointer; digits become indexes. */
const steps = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')))

/** The text with one more key in the object at the pointer, after its last one and laid out like it; unchanged where there is no such object, or it has the key. */
export function addJsonKey(
  text: string,
  pointer: string,
  key: string,
  value: null | boolean | number | string,
): string {
  const root = parseTree(text)
  const node = root && findNodeAtLocation(root, steps(pointer))
  const last = node?.type === 'object' ? node.children?.at(-1) : undefined
  if (node === undefined || last === undefined || findNodeAtLocation(node, [key]) !== undefined) return text
  const lineStart = text.lastIndexOf('\n', last.offset - 1) + 1
  const indent = text.slice(lineStart, last.offset)
  const isOwnLine = node.offset < lineStart && indent.trim() === ''
  const end = last.offset + last.length
  const entry = `${JSON.stringify(key)}: ${JSON.stringify(value)}`
  if (!isOwnLine) return `${text.slice(0, end)}, ${entry}${text.slice(end)}`
  // A comment behind the last key stays behind it.
  const comment = /^[ \t]*(\/\/[^\n]*|\/\*[^\n]*\*\/)(?=\r?\n)/.exec(text.slice(end))?.[0] ?? ''
  return `${text.slice(0, end)},${comment}\n${indent}${entry}${text.slice(end + comment.length)}`
}

/** The text with the key that ends the path renamed; unchanged where there is none, or the new name is taken. */
export function renameJsonKey(text: string, path: readonly (string | number)[], name: string): string {
  const root = parseTree(text)
  const property = root && findNodeAtLocation(root, [...path])?.parent
  const [key] = property?.type === 'property' ? (property.children ?? []) : []
  if (root === undefined || key === undefined || findNodeAtLocation(root, [...path.slice(0, -1), name])) return text
  return text.slice(0, key.offset) + JSON.stringify(name) + text.slice(key.offset + key.length)
}
