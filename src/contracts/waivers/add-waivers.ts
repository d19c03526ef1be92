import { type Document, isMap, isSeq, parseDocument, type YAMLSeq } from 'yaml'
import type { WaiverEntry } from './waiver.ts'

const HEAD = `# yaml-language-server: $schema=./node_modules/@dq-toolkit/dq/schemas/waivers.schema.json
# Reviewed exceptions to rules: what, why, who answers for it, and until when.
# An expired one fails the check; one that nothing needs is a warning.
version: 1
waivers:
`

/** The text of `waivers.yaml` with these entries at its end; comments and the other entries stay. `text` is undefined when there is no file yet. */
export function addWaivers(text: string | undefined, entries: readonly WaiverEntry[]): string {
  const added = entries.map(entryText).join('')
  if (text === undefined || text.trim() === '') return HEAD + added
  const document = parseDocument(text)
  const list = listOf(document)
  if (list !== undefined && !list.flow && list.items.length > 0) return appended(text, list, added)
  document.set('waivers', document.createNode([...(list?.toJSON() ?? []), ...entries]))
  return document.toString({ lineWidth: 0 })
}

const listOf = (document: Document): YAMLSeq | undefined => {
  const list = isMap(document.contents) ? document.contents.get('waivers', true) : undefined
  return isSeq(list) ? list : undefined
}

/** After the last entry, as far in as that one stands; nothing else of the text is touched. */
function appended(text: string, list: YAMLSeq, added: string): string {
  const [start = 0, end = text.length] = list.range ?? []
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const indent = ' '.repeat(start - lineStart)
  const before = text.slice(0, end)
  const entries = added.replaceAll(/^ {2}/gm, indent)
  return `${before}${before.endsWith('\n') ? '' : '\n'}${entries}${text.slice(end)}`
}

/** In the order in which people read it. */
function entryText(entry: WaiverEntry): string {
  const keys = ['rule', 'fingerprint', 'at', 'owner', 'reason', 'expires'] as const
  const lines = keys.flatMap((key) => (entry[key] === undefined ? [] : [`${key}: ${scalar(entry[key])}`]))
  return `  - ${lines.join('\n    ')}\n`
}

/** Plain where YAML reads it back as the same text, in double quotes otherwise. */
const scalar = (text: string): string =>
  /^[A-Za-z][\w ./()-]*[\w.)]$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : /^\d{4}-\d{2}-\d{2}$/.test(text)
      ? text
      : JSON.stringify(text)
