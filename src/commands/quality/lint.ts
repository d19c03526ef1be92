import { Flags } from '@oclif/core'
import { FindingsCommand } from '../../cli/findings-command.ts'
import { parameterFlag } from '../../cli/quality/flags.ts'
import { contractFiles, suiteFiles } from '../../cli/wiring.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import { lintSuites } from '../../quality/lint/lint-suites.ts'
import { loadSuites } from '../../quality/load-suites.ts'

export default class QualityLint extends FindingsCommand {
  static override summary = 'Advise on the suites: what engines read in different ways, and what checks nothing.'
  static override description =
    'Rows that are null in part, patterns, types and bounds that mean one thing on one engine and another on the next; bounds between which nothing or everything fits; values that the contract does not have; what is said twice. What dq quality validate reports is reported too.'
  static override examples = ['$ dq quality lint', '$ dq quality lint --fail-on warning']
  static override flags = {
    set: parameterFlag({ multiple: true, summary: 'A suite parameter. May be given again.' }),
    'fail-on': Flags.option({ options: ['error', 'warning'] as const, default: 'error' as const })({
      summary: 'From which severity on the exit code is 1.',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(QualityLint)
    const settings = this.settings(flags)
    const contracts = await requireContracts(await contractFiles(settings))
    const parameters = Object.fromEntries(flags.set ?? [])
    const { suites, findings, files, expectations } = await loadSuites(
      await suiteFiles(settings),
      contracts,
      parameters,
    )
    const looked = { suite: files, expectation: expectations }
    const failOn = flags['fail-on']
    await this.report([...findings, ...lintSuites(suites)], { format: flags.format, looked, failOn })
  }
}
