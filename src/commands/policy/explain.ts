import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { instantFlag } from '../../cli/flags.ts'
import { explainPath } from '../../cli/policy/explain.ts'
import { policyRefFlag } from '../../cli/policy/policy-flags.ts'
import { whoAmI } from '../../cli/policy/who.ts'
import { explainedText } from '../../cli/report/policy.ts'

export default class PolicyExplain extends DqCommand {
  static override summary = 'Say what a promotion asks for, when it may be, and what of it is missing for you.'
  static override examples = [
    '$ dq policy explain staging prod',
    '$ dq policy explain staging prod --plan staging.plan.json',
  ]
  static override args = {
    from: Args.string({ required: true, description: 'Branch that tables come from.' }),
    to: Args.string({ required: true, description: 'Branch that they go to.' }),
  }
  static override flags = {
    plan: Flags.string({ helpValue: 'file', summary: 'Count the approvals beside this plan.' }),
    at: instantFlag({ summary: 'At this time, not now.' }),
    ...policyRefFlag,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PolicyExplain)
    const settings = this.settings(flags)
    const explained = await explainPath(settings, [args.from, args.to], await whoAmI(settings), flags)
    this.print(flags.format, { text: () => explainedText(explained), data: explained })
  }
}
