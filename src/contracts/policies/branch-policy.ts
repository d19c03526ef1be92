import { z } from 'zod'
import { duration, freeze, timeZone, window } from './calendar.ts'

/** What can be asked for before a merge. */
export const GATES = ['contracts', 'expectations', 'freshness', 'waivers'] as const
export type GateName = (typeof GATES)[number]

const name = z.string().min(1)
const timeouts = z.partialRecord(z.enum(GATES), duration)

/** What is asked of people, and when. */
const asked = {
  gates: z.array(z.enum(GATES)).default([]).describe('All of them must pass.'),
  actors: z
    .array(name)
    .min(1)
    .describe('Who may: a person of groups.yaml, a name that git or CI gives, or `group:<name>`.'),
  onlyInCi: z.boolean().default(false).describe('In CI only: a name that git gives is not enough.'),
  approvals: z.int().min(0).default(0).describe('How many must agree; authors of the commits never count.'),
  approvers: z
    .array(name)
    .min(1)
    .optional()
    .describe('Whose agreement counts, written as actors are; the actors when it is left out.'),
  signed: z.boolean().default(false).describe('Only approvals signed with a key of groups.yaml count.'),
  approvalsValid: duration.default('7d').describe('How old an approval may be.'),
  windows: z.array(window).min(1).optional().describe('When it may be; always when it is left out.'),
}

/** One way by which tables may go from a branch into the next. */
const promotionPath = z.strictObject({
  from: name,
  to: name,
  ...asked,
  rowsLost: z.number().min(0).max(100).default(0).describe('Rows in a hundred that a table may lose without a permit.'),
})

/** Who may put a branch back to where it was, at a tag; who does it counts as the author. */
const rollback = z.strictObject({ branch: name, ...asked })

/** How old the newest data of a table may be. */
const freshness = z
  .strictObject({
    table: name.optional().describe('One table: bronze.orders.'),
    layer: name.optional().describe('All tables of a namespace that no other entry names.'),
    maxAge: duration,
    column: name
      .optional()
      .describe('Whose greatest value says how new the data are; the newest snapshot does otherwise.'),
  })
  .refine(({ table, layer }) => (table === undefined) !== (layer === undefined), {
    message: 'names either a table or a layer',
  })

/** `contracts/policies/branches.yaml`. Whatever is not allowed in it is forbidden. */
export const branchPolicy = z.strictObject({
  version: z.literal(1),
  protected: z.array(name).default([]).describe('Branches that nobody writes to but by a promotion.'),
  timeZone: timeZone.default('UTC').describe('Of windows and freezes.'),
  freezes: z.array(freeze).default([]),
  freshness: z.array(freshness).default([]),
  timeouts: timeouts.default({}).describe('How long a gate may take; after that it is an error.'),
  paths: z.array(promotionPath),
  rollbacks: z.array(rollback).default([]),
})

export type BranchPolicy = z.infer<typeof branchPolicy>
export type PromotionPath = BranchPolicy['paths'][number]
export type RollbackRule = BranchPolicy['rollbacks'][number]
/** What a path and a rollback have in common. */
export type Asked = Pick<PromotionPath, keyof typeof asked>
export type FreshnessRule = BranchPolicy['freshness'][number]

/** A repo without the file allows nothing. */
export const NO_POLICY: BranchPolicy = branchPolicy.parse({ version: 1, paths: [] })
