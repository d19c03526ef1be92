import { Flags } from '@oclif/core'
import { policyRefFlag } from '../policy/policy-flags.ts'
import type { PromotionRequest } from './request.ts'

/** What promotions and rollbacks have in common. */
export const promotionFlags = {
  'dry-run': Flags.boolean({ summary: 'Plan, ask every gate, tell the same, and change nothing.' }),
  'plan-out': Flags.string({
    helpValue: 'file',
    summary: 'Write the plan, for dq approve, and stop there.',
    exclusive: ['plan'],
  }),
  plan: Flags.string({ helpValue: 'file', summary: 'Do exactly what this plan says, or nothing.' }),
  approval: Flags.string({
    helpValue: 'file',
    multiple: true,
    multipleNonGreedy: true,
    summary: 'An approval, or a folder of them; those beside the plan are found.',
  }),
  ...policyRefFlag,
  rows: Flags.integer({
    min: 0,
    max: 100,
    default: 0,
    helpValue: 'count',
    summary: 'Compare the rows of changed tables, and show so many of each kind.',
  }),
}

interface Given {
  readonly 'dry-run': boolean
  readonly 'plan-out'?: string | undefined
  readonly plan?: string | undefined
  readonly approval?: readonly string[] | undefined
  readonly 'policy-ref'?: string | undefined
  readonly rows: number
}

export const requestOf = (given: Given, move: PromotionRequest['move']): PromotionRequest => ({
  move,
  dryRun: given['dry-run'],
  planOut: given['plan-out'],
  plan: given.plan,
  approvals: given.approval ?? [],
  policyRef: given['policy-ref'],
  rows: given.rows,
})
