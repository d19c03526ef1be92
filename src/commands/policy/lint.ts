import { Flags } from '@oclif/core'
import { FindingsCommand } from '../../cli/findings-command.ts'
import { lintPolicyFiles } from '../../cli/policy/lint.ts'

export default class PolicyLint extends FindingsCommand {
  static override summary = 'Look for what can never happen in the policy of branches, and for what it does not mean.'
  static override description =
    'Paths that nobody can use, more approvals than people, windows that never open, unknown groups and tables, branches with no way in, cycles, people who share an address, permits that expired.'
  static override examples = ['$ dq policy lint', '$ dq policy lint --format github']
  static override flags = {
    'fail-on': Flags.option({ options: ['error', 'warning'] as const, default: 'error' as const })({
      summary: 'From which severity on the exit code is 1.',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(PolicyLint)
    const { findings, looked } = await lintPolicyFiles(this.settings(flags), Date.now())
    await this.report(findings, { looked, failOn: flags['fail-on'], format: flags.format })
  }
}
