import { Args } from '@oclif/core'
import { PromotionCommand } from '../cli/promote/command.ts'
import { promotionFlags, requestOf } from '../cli/promote/flags.ts'
import { DqError } from '../kernel/errors.ts'

export default class Promote extends PromotionCommand {
  static override summary =
    'Take tables from a branch into the next, when contracts, expectations, policy and people agree.'
  static override description =
    'In this order: both branches as they are now, conflicts, the plan, the gates on the merged state, the policy; then the target moves in one step, with the audit in the same commit. Whatever refuses ends it with exit code 3, and nothing has happened. See docs/promotion.md.'
  static override examples = [
    '$ dq promote dev staging --dry-run',
    '$ dq promote staging prod --rows 3 --plan-out plan.json',
    '$ dq promote --plan plan.json --policy-ref origin/main',
  ]
  static override args = {
    from: Args.string({ description: 'Branch whose tables are promoted.' }),
    to: Args.string({ description: 'Branch that takes them.' }),
  }
  static override flags = promotionFlags

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Promote)
    const { from = '', to = '' } = args
    if (flags.plan === undefined ? to === '' : from !== '')
      throw new DqError('name both branches, or a plan', {
        hint: 'dq promote staging prod, or dq promote --plan plan.json',
      })
    const request = requestOf(flags, { kind: 'promotion', from, to })
    await this.promote(this.settings(flags), request, flags.format)
  }
}
