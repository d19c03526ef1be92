import { z } from 'zod'
import { DESTRUCTIVE } from '../../contracts/policies/permit.ts'

const at = z.strictObject({ branch: z.string(), hash: z.string() })
const text = z.string().nullable()
const digest = z.string().regex(/^[0-9a-f]{64}$/)

const state = z.strictObject({
  metadataLocation: z.string(),
  snapshotId: z.string(),
  rows: text,
  files: text,
  bytes: text,
  contract: text,
})

const plannedTable = z.strictObject({
  table: z.string(),
  kind: z.enum(['added', 'dropped', 'changed', 'replaced']),
  before: state.nullable(),
  after: state.nullable(),
  schema: z.array(
    z.strictObject({
      kind: z.enum(['added', 'dropped', 'renamed', 'retyped', 'made-optional', 'made-required']),
      id: z.int(),
      path: z.string(),
      before: z.string().optional(),
      after: z.string().optional(),
    }),
  ),
  partitioning: z.strictObject({ before: z.string(), after: z.string() }).nullable(),
  properties: z.array(z.strictObject({ name: z.string(), before: text, after: text })),
  isAhead: z.boolean(),
  wasRolledBack: z.boolean(),
})

/** `PromotionPlan` as files hold it: a plan of another version of dq is refused before anything is made of it. */
export const promotionPlan = z.strictObject({
  kind: z.enum(['promotion', 'rollback']),
  from: at,
  to: at,
  base: text,
  tag: text,
  changes: digest,
  policy: z.string(),
  declarations: digest,
  authors: z.array(z.string()),
  tables: z.array(plannedTable),
  destructive: z.array(
    z.strictObject({
      kind: z.enum(DESTRUCTIVE),
      table: z.string(),
      column: z.string().optional(),
      rows: z.int().optional(),
      detail: z.string(),
    }),
  ),
  consumers: z.array(z.strictObject({ table: z.string(), column: text, users: z.array(z.string()) })),
  gates: z.array(
    z.strictObject({
      gate: z.string(),
      verdict: z.enum(['pass', 'fail', 'skipped', 'error']),
      looked: z.string(),
      reasons: z.array(z.string()),
      notes: z.array(z.string()),
    }),
  ),
})

/** The whole file that `--plan-out` writes. */
export const promotionPlanFile = z.strictObject({ dqPlan: z.literal(1), digest, plan: promotionPlan })
