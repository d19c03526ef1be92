import { z } from 'zod'
import { duration, freeze, timeZone, window } from './calendar.ts'

/** What can be asked for before a merge. */
export const GATES = ['contracts', 'expectations', 'freshness', 'waivers'] as const
export type GateName = (typeof GATES)[number]

const name = z.string().min(1)
const timeouts = z.partialRecord(z.enum(GATES), duration)

/** What is asked of people, and when. */
const asked = {
  /** All of them must pass. */
  gates: z.array(z.enum(GATES)).default([]),
  /** Who may: a person of groups.yaml, a name that git or CI gives, or `group:<name>`. */
  actors: z.array(name).min(1),
  /** In CI only: a name that git gives is not enough. */
  onlyInCi: z.boolean().default(false),
  /** How many must agree; authors of the commits never count. */
  approvals: z.int().min(0).default(0),
  /** Whose agreement counts, written as actors are; the actors when it is left out. */
  approvers: z.array(name).min(1).optional(),
  /** Only approvals signed with a key of groups.yaml count. */
  signed: z.boolean().default(false),
  /** How old an approval may be. */
  approvalsValid: duration.default('7d'),
  /** When it may be; always when it is left out. */
  windows: z.array(window).min(1).optional(),
}

/** One way by which tables may go from a branch into the next. */
const promotionPath = z.strictObject({
  from: name,
  to: name,
  ...asked,
  /** Rows in a hundred that a table may lose without a permit. */
  rowsLost: z.number().min(0).max(100).default(0),
})

/** Who may put a branch back to where it was, at a tag; who does it counts as the author. */
const rollback = z.strictObject({ branch: name, ...asked })

const maxAge = duration
/** How old the newest data of a table may be. */
const freshness = z.union([
  z.strictObject({ table: name, maxAge, column: name.optional() }),
  z.strictObject({ layer: name, maxAge, column: name.optional() }),
])

/** `contracts/policies/branches.yaml`. Whatever is not allowed in it is forbidden. */
export const branchPolicy = z.strictObject({
  version: z.literal(1),
  /** Branches that nobody writes to but by a promotion. */
  protected: z.array(name).default([]),
  /** Of windows and freezes. */
  timeZone: timeZone.default('UTC'),
  freezes: z.array(freeze).default([]),
  freshness: z.array(freshness).default([]),
  /** How long a gate may take; after that it is an error. */
  timeouts: timeouts.default({}),
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
