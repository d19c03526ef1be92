import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { parameterFlag, tableFlag } from '../../cli/quality/flags.ts'
import { failsAt, runQuality } from '../../cli/quality/run.ts'
import { qualityText } from '../../cli/report/quality.ts'
import { redact } from '../../cli/secrets.ts'

export default class QualityRun extends DqCommand {
  static override summary = 'Judge data by the expectations of its table.'
  static override description =
    'A suite is a file of Great Expectations 1.x, expectations/<layer>/<table>.json (or .yaml). DuckDB reads the data; values of personal fields are masked in what is printed. With --format json the result has the shape of Great Expectations.'
  static override examples = [
    '$ dq quality run bronze.payments --data payments.parquet',
    '$ dq quality run silver.finance_ledger --data "lake/ledger/*.parquet" --fail-on warning',
    '$ dq quality run my-suite.yaml --data rows.csv --set min_rows=1000',
  ]
  static override args = {
    suite: Args.string({ required: true, description: 'A table that has a suite, or the path of a suite.' }),
  }
  static override flags = {
    data: Flags.string({ required: true, summary: 'Parquet, CSV, JSON or JSON Lines: a file or a glob.' }),
    also: tableFlag({ multiple: true, summary: 'Rows of another table that the suite looks at. May be given again.' }),
    set: parameterFlag({ multiple: true, summary: 'A suite parameter. May be given again.' }),
    'fail-on': Flags.option({ options: ['critical', 'warning', 'info'] as const, default: 'critical' as const })({
      summary: 'From which severity on the run fails.',
    }),
    history: Flags.boolean({ default: true, allowNo: true, summary: 'Keep this run, and compare with earlier ones.' }),
    alerts: Flags.boolean({ default: true, allowNo: true, summary: 'Tell the channels that dq.yaml names.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(QualityRun)
    const { result, warnings } = await runQuality(this.settings(flags), args.suite, flags)
    for (const warning of warnings) this.logToStderr(redact(`warning: ${warning}`))
    this.print(flags.format, { text: () => qualityText(result, flags.data), data: result })
    if (failsAt(result, flags['fail-on'])) this.exit(1)
  }
}
