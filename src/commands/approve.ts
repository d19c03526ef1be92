import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../cli/base-command.ts'
import { EXIT } from '../cli/failure.ts'
import { approveAll } from '../cli/policy/approve.ts'
import { policyRefFlag } from '../cli/policy/policy-flags.ts'
import { approvedText } from '../cli/report/approved.ts'

export default class Approve extends DqCommand {
  static override summary = 'Agree to a plan of dq promote, as the person that git or CI names.'
  static override description =
    'Writes <plan>.approvals/<you>.json, bound to the digest of the plan and to both hashes: void once one of them moves. Exit 3 when it would not count.'
  static override examples = [
    '$ dq approve staging.plan.json --note "rows looked at"',
    '$ dq approve staging.plan.json --sign-key ~/.ssh/id_ed25519',
  ]
  static override args = { plan: Args.string({ required: true, description: 'File of dq promote --plan-out.' }) }
  static override flags = {
    note: Flags.string({ summary: 'What was looked at, for the record.' }),
    sign: Flags.boolean({ summary: 'Sign it with the SSH key of git config user.signingkey.' }),
    'sign-key': Flags.string({ helpValue: 'file', summary: 'Sign it with this SSH key.' }),
    'github-reviews': Flags.string({
      helpValue: 'file',
      summary:
        'In GitHub Actions: approve for those who let this run into the environment called as the target branch.',
    }),
    ...policyRefFlag,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Approve)
    const settings = this.settings(flags)
    const given = await approveAll(settings, args.plan, flags)
    this.print(flags.format, { text: () => given.map(approvedText).join('\n'), data: given })
    if (given.every(({ refused }) => refused !== undefined)) this.exit(EXIT.refused)
  }
}
