import { Args, Flags } from '@oclif/core'
import { PromotionCommand } from '../cli/promote/command.ts'
import { promotionFlags, requestOf } from '../cli/promote/flags.ts'
import { DqError } from '../kernel/errors.ts'

export default class Rollback extends PromotionCommand {
  static override summary = 'Take a branch back to a state that it had, as a new commit: history stays.'
  static override description =
    'Planned, gated and audited like a promotion, by "rollbacks" of the policy. The next promotion brings what its source has changed since; what it has not stays rolled back.'
  static override examples = [
    '$ dq rollback prod --to prod-before-3f2a91c07be0 --dry-run',
    '$ dq rollback prod --to prod-before-3f2a91c07be0',
  ]
  static override args = { branch: Args.string({ description: 'Branch that goes back.' }) }
  static override flags = {
    ...promotionFlags,
    to: Flags.string({ helpValue: 'tag', summary: 'Tag or hash of an earlier state: dq promotions log names them.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Rollback)
    const { branch = '' } = args
    const { to = '' } = flags
    if (flags.plan === undefined ? branch === '' || to === '' : branch !== '')
      throw new DqError('name the branch and --to, or a plan', { hint: 'dq promotions log <branch> names its states' })
    const request = requestOf(flags, { kind: 'rollback', branch, tag: to })
    await this.promote(this.settings(flags), request, flags.format)
  }
}
