import { z } from 'zod'
import type { Conflict, Content, NamespaceContent, Reference, TableContent } from '../../../lake/catalog/port.ts'

// The parts of Nessie's REST API v2 (model of version 0.99) that are used; more fields may be there.

const referenceSchema = z
  .object({ type: z.enum(['BRANCH', 'TAG']), name: z.string(), hash: z.string() })
  .transform(({ type, name, hash }): Reference => ({ kind: type === 'TAG' ? 'tag' : 'branch', name, hash }))

export const oneReferenceSchema = z.object({ reference: referenceSchema }).transform(({ reference }) => reference)

const more = { hasMore: z.boolean().default(false), token: z.string().nullish() }
export const referencesSchema = z.object({ references: z.array(referenceSchema), ...more })

const key = z.object({ elements: z.array(z.string()) }).transform(({ elements }) => elements)
const long = z.union([z.bigint(), z.int().transform(BigInt)])

const tableSchema = z.object({
  type: z.literal('ICEBERG_TABLE'),
  id: z.string(),
  metadataLocation: z.string(),
  snapshotId: long,
  schemaId: z.int(),
  specId: z.int(),
  sortOrderId: z.int(),
})
const namespaceSchema = z.object({
  type: z.literal('NAMESPACE'),
  id: z.string(),
  properties: z.record(z.string(), z.string()).default({}),
})
const otherSchema = z.object({ type: z.string(), id: z.string() })

const contentSchema = z.union([tableSchema, namespaceSchema, otherSchema]).transform((content): Content => {
  if ('metadataLocation' in content) {
    const { type: _, ...table } = content
    return { kind: 'table', ...table }
  }
  if ('properties' in content) return { kind: 'namespace', id: content.id, properties: content.properties }
  return { kind: 'other', id: content.id, type: content.type }
})

export const oneContentSchema = z.object({ content: contentSchema }).transform(({ content }) => content)

export const entriesSchema = z.object({
  entries: z.array(z.object({ name: key, content: contentSchema.optional() })),
  ...more,
})

export const diffSchema = z.object({
  diffs: z.array(z.object({ key, from: contentSchema.nullish(), to: contentSchema.nullish() })),
  ...more,
})

const metaSchema = z.object({
  hash: z.string(),
  message: z.string(),
  authors: z.array(z.string()).default([]),
  author: z.string().nullish(),
  commitTime: z.string(),
  parentCommitHashes: z.array(z.string()).default([]),
  allProperties: z.record(z.string(), z.array(z.string())).default({}),
})

export const logSchema = z.object({
  logEntries: z.array(
    z.object({
      commitMeta: metaSchema,
      parentCommitHash: z.string().nullish(),
      operations: z.array(z.object({ type: z.string(), key })).nullish(),
    }),
  ),
  ...more,
})

export const committedSchema = z.object({
  targetBranch: z.object({ hash: z.string() }),
  addedContents: z.array(z.object({ key, contentId: z.string() })).nullish(),
})

export const mergedSchema = z.object({
  resultantTargetHash: z.string().nullish(),
  commonAncestor: z.string().nullish(),
  wasApplied: z.boolean(),
  wasSuccessful: z.boolean(),
  details: z.array(z.object({ key, conflict: z.unknown().nullish() })).default([]),
})

export const errorSchema = z.object({
  errorCode: z.string().optional(),
  message: z.string().default(''),
  errorDetails: z
    .object({
      conflicts: z.array(z.object({ conflictType: z.string(), key: key.nullish(), message: z.string().default('') })),
    })
    .partial()
    .nullish(),
})

const KINDS: Readonly<Record<string, Conflict['kind']>> = {
  VALUE_DIFFERS: 'changed',
  CONTENT_ID_DIFFERS: 'changed',
  KEY_EXISTS: 'exists',
  KEY_DOES_NOT_EXIST: 'missing',
  NAMESPACE_ABSENT: 'namespace-missing',
  NOT_A_NAMESPACE: 'namespace-missing',
  NAMESPACE_NOT_EMPTY: 'namespace-not-empty',
}

export const conflictKind = (type: string): Conflict['kind'] => KINDS[type] ?? 'changed'

export const contentJson = (
  content: Omit<TableContent, 'id'> | Omit<NamespaceContent, 'id'>,
  key: readonly string[],
) => {
  if (content.kind === 'namespace') return { type: 'NAMESPACE', elements: key, properties: content.properties }
  const { kind: _, ...table } = content
  return { type: 'ICEBERG_TABLE', ...table }
}
