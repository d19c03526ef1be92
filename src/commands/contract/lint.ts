import { Flags } from '@oclif/core'
import { FindingsCommand } from '../../cli/findings-command.ts'
import { connectorFiles, contractFiles, exampleFiles } from '../../cli/wiring.ts'
import { lintContracts } from '../../contracts/lint/lint-contracts.ts'
import { mendFiles } from '../../contracts/lint/mend-files.ts'

export default class Lint extends FindingsCommand {
  static override summary = 'Advise on the contracts, and on the connectors that feed them.'
  static override description =
    'Names, descriptions, owners, types of money and time, defaults, personal data without a privacy class; and configurations of Kafka Connect (deploy/connectors, or connectors in dq.yaml) that contradict the contracts.'
  static override examples = ['$ dq contract lint', '$ dq contract lint --fix']
  static override flags = {
    fix: Flags.boolean({ summary: 'Mend what needs no guess; comments and everything else stay as they are.' }),
    'fail-on': Flags.option({ options: ['error', 'warning'] as const, default: 'error' as const })({
      summary: 'From which severity on the exit code is 1.',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Lint)
    const settings = this.settings(flags)
    const contracts = await contractFiles(settings)
    const connectors = await connectorFiles(settings)
    const sources = { contracts, connectors, examples: await exampleFiles(settings) }
    const result = await lintContracts(sources)
    const { files, findings } = flags.fix ? await mendFiles(result, sources) : { files: [], findings: result.findings }
    for (const { source, path, file, text } of files) {
      await (source === 'connectors' ? connectors : contracts).write(path, text)
      this.logToStderr(`wrote ${file}`)
    }
    const looked = { contract: result.contracts, connector: result.connectors }
    this.report(findings, { format: flags.format, looked, failOn: flags['fail-on'] })
  }
}
