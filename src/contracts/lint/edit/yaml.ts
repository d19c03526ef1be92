import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { DocPath } from '../../repo/located.ts'

/** The text with one more entry in `customProperties`, after the last one; everything else, comments included, stays. Unchanged where the list is written in brackets. */
export function appendSetting(text: string, name: string, value: number | string): string {
  const document = parseDocument(text)
  const entry = (indent: string) => `${indent}- property: ${name}\n${indent}  value: ${value}\n`
  if (!document.has('customProperties')) return `${withBreak(text)}customProperties:\n${entry('  ')}`
  const list = document.get('customProperties', true)
  const last = isSeq(list) && list.flow !== true ? list.items.at(-1) : undefined
  if (!isMap(last) || last.range == null || last.flow === true) return text
  const [start, end] = last.range
  const indent = ' '.repeat(Math.max(0, start - lineStart(text, start) - 2))
  const after = lineEnd(text, lastCharacter(text, end))
  return withBreak(text.slice(0, after)) + entry(indent) + text.slice(after)
}

/** The text without a key and its value; unchanged where more than that one line would have to change, or a comment would go. */
export function removeKey(text: string, path: DocPath): string {
  const map = parseDocument(text).getIn(path.slice(0, -1), true)
  const pair = isMap(map) ? map.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined
  if (!isMap(map) || map.flow === true || map.items.length < 2 || !isScalar(pair?.key) || pair.key.range == null)
    return text
  const start = lineStart(text, pair.key.range[0])
  const end = lineEnd(text, pair.key.range[0])
  const line = text.slice(start, end)
  const isWhole = /^ *["']?[\w-]+["']?: *(""|''|\[ *\]|\{ *\}) *\r?\n?$/.test(line)
  return isWhole ? text.slice(0, start) + text.slice(end) : text
}

const withBreak = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1

const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end + 1
}

/** Ranges may reach over the line break. */
const lastCharacter = (text: string, end: number): number => {
  let at = end - 1
  while (at > 0 && (text[at] === '\n' || text[at] === '\r' || text[at] === ' ')) at--
  return at
}
