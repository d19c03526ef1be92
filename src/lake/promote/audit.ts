import { z } from 'zod'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { Json } from '../../kernel/json.ts'
import { sha256 } from '../../kernel/sha256.ts'
import type { Commit } from '../catalog/port.ts'

const at = z.strictObject({ branch: z.string(), hash: z.string() })

/** What a commit says of the promotion that it is. */
const auditRecord = z.strictObject({
  version: z.literal(1),
  kind: z.enum(['promotion', 'rollback']),
  from: at,
  to: at,
  base: z.string().nullable(),
  /** Of a rollback: the tag or commit, as it was named. */
  tag: z.string().nullable(),
  /** Digest of the plan that was judged, and approved where the policy asks for that. */
  plan: z.string(),
  /** Digest of what changed: every table with what it was and is. See `changesDigest`. */
  changes: z.string(),
  /** Who promoted, as git or CI says. */
  actor: z.string(),
  /** Who wrote what came: they stay authors when it goes on to the next branch. */
  authors: z.array(z.string()),
  /** By the clock of the machine that promoted, ISO 8601. */
  time: z.string(),
  /** Digest of the policy's text. */
  policy: z.string(),
  gates: z.array(z.strictObject({ gate: z.string(), verdict: z.string(), looked: z.string() })),
  approvals: z.array(z.strictObject({ by: z.string(), proof: z.string() })),
  permits: z.array(z.string()),
  /** Contract versions of the tables that came, by table. */
  contracts: z.record(z.string(), z.string()),
})

export type AuditRecord = z.infer<typeof auditRecord>

const RECORD = 'dq.audit'
const DIGEST = 'dq.audit.digest'

const digestOf = (record: AuditRecord): string => sha256(canonicalJson(record as Json))

/** The audit of a promotion as properties of its one commit: data cannot move without it. */
export const auditProperties = (record: AuditRecord): Readonly<Record<string, string>> => ({
  [RECORD]: JSON.stringify(record),
  [DIGEST]: digestOf(record),
})

/** What a commit's own properties say. */
export type Audit =
  | { readonly kind: 'audited'; readonly record: AuditRecord }
  | { readonly kind: 'none' }
  /** It claims to be audited, and is not what it claims. */
  | { readonly kind: 'forged'; readonly why: string; readonly record?: AuditRecord }

/** Reads the audit of a commit and holds it against the commit itself. What changed is held against the tables by `promotionsLog`. */
export function auditOf({ properties, parents }: Pick<Commit, 'properties' | 'parents'>): Audit {
  const text = properties[RECORD]
  if (text === undefined)
    return properties[DIGEST] === undefined ? { kind: 'none' } : forged('it has a digest and no record')
  const record = recordIn(text)
  if (record === undefined) return forged('its record cannot be read')
  if (properties[DIGEST] !== digestOf(record)) return forged('its digest is not that of its record', record)
  if (parents[0] !== record.to.hash)
    return forged(`it was judged at ${short(record.to.hash)}, and stands on ${short(parents[0])}`, record)
  if (record.kind === 'promotion' && parents[1] !== record.from.hash)
    return forged(`it was judged with ${short(record.from.hash)}, and merges ${short(parents[1])}`, record)
  return { kind: 'audited', record }
}

function recordIn(text: string): AuditRecord | undefined {
  try {
    return auditRecord.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const forged = (why: string, record?: AuditRecord): Audit => ({
  kind: 'forged',
  why,
  ...(record !== undefined && { record }),
})

const short = (hash: string | undefined): string => hash?.slice(0, 12) ?? 'nothing'
