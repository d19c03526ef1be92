import { z } from 'zod'

/** Where the policy of a contract repo's catalog branches stands, below its contracts. */
export const BRANCHES_FILE = 'policies/branches.yaml'

/** What can be asked for before a merge. */
const GATES = ['contracts', 'expectations', 'freshness', 'waivers'] as const

const name = z.string().min(1)

/** One way by which tables may go from a branch into the next. */
const promotionPath = z.strictObject({
  from: name,
  to: name,
  /** All of them must pass. */
  gates: z.array(z.enum(GATES)).default([]),
  /** Who may promote: a name that git or CI gives, or `group:<name>`. */
  actors: z.array(name).min(1),
  /** How many others must agree; the author does not count. */
  approvals: z.int().min(0).default(0),
})

/** `contracts/policies/branches.yaml`. Whatever is not allowed in it is forbidden. */
export const branchPolicy = z.strictObject({
  version: z.literal(1),
  /** Branches that nobody writes to but by a promotion. */
  protected: z.array(name).default([]),
  paths: z.array(promotionPath),
})

export type BranchPolicy = z.infer<typeof branchPolicy>
export type PromotionPath = BranchPolicy['paths'][number]
