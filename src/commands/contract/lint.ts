import { Flags } from '@oclif/core'
import { lintRepo } from '../../cli/contract/lint.ts'
import { FindingsCommand } from '../../cli/findings-command.ts'

export default class Lint extends FindingsCommand {
  static override summary = 'Advise on the contracts, and on the connectors that feed them.'
  static override description =
    'Names, descriptions, owners, types of money and time, defaults, personal data without a privacy class; and configurations of Kafka Connect (deploy/connectors, or connectors in dq.yaml) that contradict the contracts. Waivers of waivers.yaml count.'
  static override examples = ['$ dq contract lint', '$ dq contract lint --fix']
  static override flags = {
    fix: Flags.boolean({ summary: 'Mend what needs no guess; comments and everything else stay as they are.' }),
    'fail-on': Flags.option({ options: ['error', 'warning'] as const, default: 'error' as const })({
      summary: 'From which severity on the exit code is 1.',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Lint)
    const { findings, ...report } = await lintRepo(this.settings(flags), flags, (text) => this.logToStderr(text))
    await this.report(findings, { ...report, format: flags.format })
  }
}
