import { z } from 'zod'
import type { TableKey } from '../../../lake/catalog/key.ts'
import type { Content, NamespaceContent, TableContent } from '../../../lake/catalog/port.ts'

/** A table is `bronze/orders.table.json`, its namespace `bronze/_namespace.json`: a name of a table cannot clash with either. */
export const tablePath = (key: TableKey): string => `${key.join('/')}.table.json`
export const namespacePath = (key: TableKey): string => `${key.join('/')}/_namespace.json`

const TABLE = '.table.json'
const NAMESPACE = '/_namespace.json'

/** The key of a file; undefined for one that is no content. */
export function keyOfPath(path: string): TableKey | undefined {
  if (path.endsWith(NAMESPACE)) return path.slice(0, -NAMESPACE.length).split('/')
  if (path.endsWith(TABLE)) return path.slice(0, -TABLE.length).split('/')
  return undefined
}

export const pathOf = (kind: 'table' | 'namespace', key: TableKey): string =>
  kind === 'table' ? tablePath(key) : namespacePath(key)

/** Readable in a diff: one property a line. 64-bit numbers are text. */
export function contentText(content: TableContent | NamespaceContent): string {
  const json = content.kind === 'table' ? { ...content, snapshotId: String(content.snapshotId) } : content
  return `${JSON.stringify(json, undefined, 2)}\n`
}

const schema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('table'),
    id: z.string(),
    metadataLocation: z.string(),
    snapshotId: z
      .string()
      .regex(/^-?\d+$/)
      .transform(BigInt),
    schemaId: z.int(),
    specId: z.int(),
    sortOrderId: z.int(),
  }),
  z.strictObject({ kind: z.literal('namespace'), id: z.string(), properties: z.record(z.string(), z.string()) }),
])

export const parseContent = (bytes: Uint8Array): Content => schema.parse(JSON.parse(Buffer.from(bytes).toString()))
