import { Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml'
import type { AvroRecord } from '../avro/schema.ts'
import type { OdcsProperty } from '../odcs/document.ts'
import { type MirrorProperty, mirrorOf } from '../odcs/mirror.ts'
import { diffMirror } from '../odcs/mirror-diff.ts'
import { PROPERTIES } from '../repo/draft.ts'
import { syncProperty } from './sync-property.ts'

const LINE_WIDTH = 120

/**
 * The text of an ODCS document with its properties as the avsc says. Only properties that differ are written anew (their comments and
 * hand-written keys stay); every other character stays as it is. New ones follow the field before them, those without a field go.
 */
export function syncProperties(text: string, schema: AvroRecord): string {
  const document = parseDocument(text)
  const expected = mirrorOf(schema)
  const properties = document.getIn(PROPERTIES, true)
  if (
    !isSeq(properties) ||
    properties.flow === true ||
    !properties.items.every(isMap) ||
    properties.items.length === 0
  ) {
    document.setIn(PROPERTIES, document.createNode(expected))
    return document.toString({ lineWidth: LINE_WIDTH, flowCollectionPadding: false })
  }
  return applyEdits(text, editsOf(text, document, properties as YAMLSeq<YAMLMap>, expected))
}

/** Replaces the characters from `start` to `end`. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

function editsOf(
  text: string,
  document: Document,
  properties: YAMLSeq<YAMLMap>,
  expected: readonly MirrorProperty[],
): Edit[] {
  const edits: Edit[] = []
  const known = new Set<string>()
  /** Where the text of the last property that stays ends, by name. */
  const ends = new Map<string, number>()
  const first = properties.items[0]?.range?.[0] ?? 0
  const column = first - lineStart(text, first)
  const indent = ' '.repeat(column)
  for (const item of properties.items) {
    const name = String(item.get('name'))
    const [start, , nodeEnd] = item.range ?? [0, 0, 0]
    const end = start + text.slice(start, nodeEnd).trimEnd().length
    const mirror = expected.find((property) => property.name === name)
    if (mirror === undefined || known.has(name)) {
      edits.push({ start: lineStart(text, start), end: lineEnd(text, end), text: '' })
      continue
    }
    known.add(name)
    ends.set(name, end)
    if (diffMirror([item.toJS(document) as OdcsProperty], [mirror], []).length === 0) continue
    syncProperty(item, mirror)
    edits.push({ start, end, text: written(item, indent) })
  }

  const dash = `\n${indent.slice(2)}- `
  let previous: number | undefined
  for (const mirror of expected) {
    const end = ends.get(mirror.name)
    if (end !== undefined) previous = end
    else {
      const item = new Document(mirror).contents as YAMLMap
      const body = written(item, indent)
      const head = lineStart(text, first)
      edits.push(
        previous === undefined
          ? { start: head, end: head, text: `${dash.slice(1)}${body}\n` }
          : { start: previous, end: previous, text: dash + body },
      )
    }
  }
  return edits
}

/** The item's own YAML, its lines after the first one indented. */
function written(item: YAMLMap, indent: string): string {
  const document = new Document()
  document.contents = item
  item.spaceBefore = false
  item.commentBefore = null
  const [pair] = item.items
  if (pair !== undefined && isScalar(pair.key)) pair.key.spaceBefore = false
  // An alias may stand here whose anchor stands elsewhere in the file.
  const style = { lineWidth: LINE_WIDTH - indent.length, flowCollectionPadding: false, verifyAliasOrder: false }
  const yaml = document.toString(style)
  return yaml.trimEnd().replaceAll(/\n(?=[^\n])/g, `\n${indent}`)
}

/** Applies edits to the text; of those at one place the earlier given comes first. */
function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = ''
  let position = 0
  const ordered = edits.map((edit, i) => ({ ...edit, i })).sort((a, b) => a.start - b.start || a.i - b.i)
  for (const edit of ordered) {
    result += text.slice(position, edit.start) + edit.text
    position = edit.end
  }
  return result + text.slice(position)
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1

const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end + 1
}
