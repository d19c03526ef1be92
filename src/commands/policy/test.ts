import { FindingsCommand } from '../../cli/findings-command.ts'
import { policyRefFlag } from '../../cli/policy/policy-flags.ts'
import { testPolicy } from '../../cli/policy/test.ts'

export default class PolicyTest extends FindingsCommand {
  static override summary = 'Try the policy of branches on the situations of contracts/policies/tests.'
  static override description =
    'Each situation says who promotes what, when, with which approvals, and what the policy should say: open, or which rules do not pass. What differs is a finding at its line. No catalog and no clock is asked.'
  static override examples = ['$ dq policy test', '$ dq policy test --policy-ref origin/main']
  static override flags = policyRefFlag

  async run(): Promise<void> {
    const { flags } = await this.parse(PolicyTest)
    const { findings, looked } = await testPolicy(this.settings(flags), flags['policy-ref'])
    await this.report(findings, { looked, format: flags.format })
  }
}
