import { DqCommand } from '../../cli/base-command.ts'
import { instantFlag } from '../../cli/flags.ts'
import { policyRefFlag } from '../../cli/policy/policy-flags.ts'
import { policyText, showPolicy } from '../../cli/policy/show.ts'

export default class PolicyShow extends DqCommand {
  static override summary = 'Show the policy of branches: paths, rollbacks, protected branches, permits.'
  static override examples = ['$ dq policy show', '$ dq policy show --format json']
  static override flags = { at: instantFlag({ summary: 'At this time, not now.' }), ...policyRefFlag }

  async run(): Promise<void> {
    const { flags } = await this.parse(PolicyShow)
    const loaded = await showPolicy(this.settings(flags), flags['policy-ref'])
    this.print(flags.format, { text: () => policyText(loaded, flags.at ?? Date.now()), data: loaded })
  }
}
