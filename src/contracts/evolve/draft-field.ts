import { applyEdits, modify } from 'jsonc-parser'
import { isMap, isSeq, parseDocument } from 'yaml'
import { isJsonObject, type JsonObject } from '../../kernel/json.ts'
import { PROPERTIES } from '../repo/draft.ts'
import type { ContractTexts } from './draft-successor.ts'

/**
 * The contract with a field of another name beside one that will go: optional, so that readers of either state can read both, and
 * with what the document says of the old one, its classification first. The version is a minor one up.
 */
export function draftField({ odcs, avsc }: ContractTexts, from: string, to: string): ContractTexts {
  return { odcs: withProperty(odcs, from, to), avsc: withField(avsc, from, to) }
}

export const nextMinor = (odcs: string): string =>
  odcs.replace(
    /^(version:\s*["']?)(\d+)\.(\d+)\.\d+/m,
    (_, head: string, major: string, minor: string) => `${head}${major}.${Number(minor) + 1}.0`,
  )

function withField(text: string, from: string, to: string): string {
  const schema = JSON.parse(text) as { fields: readonly JsonObject[] }
  const at = schema.fields.findIndex(({ name }) => name === from)
  const { aliases: _, default: __, deprecated: ___, sunset: ____, ...old } = schema.fields[at]!
  const types = [old.type ?? null].flat().map(byName)
  const field = { ...old, name: to, type: ['null', ...types.filter((type) => type !== 'null')], default: null }
  const options = { isArrayInsertion: true, formattingOptions: { insertSpaces: true, tabSize: 2 } }
  return applyEdits(text, modify(text, ['fields', at + 1], field, options))
}

/** A type is defined once, where it stands first. */
const byName = (type: unknown): unknown =>
  isJsonObject(type) && typeof type.name === 'string'
    ? typeof type.namespace === 'string'
      ? `${type.namespace}.${type.name}`
      : type.name
    : type

/** The lines of the old property once more, under the new name; `dq contract sync` mends type and required. */
function withProperty(text: string, from: string, to: string): string {
  const properties = parseDocument(text).getIn(PROPERTIES, true)
  const item = isSeq(properties) ? properties.items.find((one) => isMap(one) && one.get('name') === from) : undefined
  if (!isMap(item) || item.range == null) return text
  const [start, end] = item.range
  const dash = text.lastIndexOf('\n', start) + 1
  const last = text.slice(0, end).trimEnd().length
  const name = new RegExp(`(\\bname:\\s*["']?)${from}(?=["',\\s}])`)
  const copy = text.slice(dash, last).replace(name, `$1${to}`)
  return `${text.slice(0, last)}\n${copy}${text.slice(last)}`
}
