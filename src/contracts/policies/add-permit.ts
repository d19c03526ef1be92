import { isMap, isSeq, parseDocument } from 'yaml'
import type { PermitEntry } from './permit.ts'

const HEAD = `# yaml-language-server: $schema=../../node_modules/@dq-toolkit/dq/schemas/permits.schema.json
# Leave to lose something (a table, a column, rows) in one promotion: each is used once, and ends.
version: 1
`

const KEYS = ['id', 'from', 'to', 'table', 'kind', 'column', 'rows', 'owner', 'reason', 'expires'] as const

/** The text of `permits.yaml` with one more entry at its end; comments and the other entries stay. */
export function addPermit(text: string | undefined, entry: PermitEntry): string {
  const document = parseDocument(text === undefined || text.trim() === '' ? HEAD : text)
  const list = isMap(document.contents) ? document.contents.get('permits', true) : undefined
  const added = document.createNode(
    Object.fromEntries(KEYS.flatMap((key) => (entry[key] === undefined ? [] : [[key, entry[key]]]))),
  )
  if (isSeq(list) && list.items.length > 0) list.add(added)
  else document.set('permits', document.createNode([added]))
  return document.toString({ lineWidth: 0 })
}
