import { FindingsCommand } from '../../cli/findings-command.ts'
import { parameterFlag } from '../../cli/quality/flags.ts'
import { contractFiles, suiteFiles } from '../../cli/wiring.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import { loadSuites } from '../../quality/load-suites.ts'

export default class QualityValidate extends FindingsCommand {
  static override summary = 'Report everything that is wrong in the suites of expectations.'
  static override description =
    'Reads every suite below expectations/ and checks it against the contract of its table. Nothing is dropped in silence: an unknown type, parameter or column is a mistake with file, line and fix.'
  static override examples = ['$ dq quality validate', '$ dq quality validate --set min_rows=1000']
  static override flags = {
    set: parameterFlag({ multiple: true, summary: 'A suite parameter. May be given again.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(QualityValidate)
    const settings = this.settings(flags)
    const contracts = await requireContracts(await contractFiles(settings))
    const { findings, files, expectations } = await loadSuites(
      await suiteFiles(settings),
      contracts,
      Object.fromEntries(flags.set ?? []),
    )
    await this.report(findings, { format: flags.format, looked: { suite: files, expectation: expectations } })
  }
}
