import { Args, Flags } from '@oclif/core'
import { runFlags } from '../../cli/quality/flags.ts'
import { runQuality } from '../../cli/quality/run.ts'
import { isSuiteFile } from '../../cli/quality/suite.ts'
import { qualityFormatFlag, writeQualityRun } from '../../cli/report/quality/outputs.ts'
import { fails } from '../../cli/report/quality/report.ts'
import { RootCommand } from '../../cli/root-command.ts'
import { redact } from '../../cli/secrets.ts'

export default class QualityRun extends RootCommand {
  static override summary = 'Judge data by the expectations of its table.'
  static override description =
    'A suite is a file of Great Expectations 1.x, expectations/<layer>/<table>.json (or .yaml). Judged is the table of the lake, or the files that --data names; every table that the suite looks at is taken at the same commit. DuckDB reads and judges the data, or with --engine gx the real Great Expectations; values of personal fields are masked in what is printed. With --format json the result has the shape of Great Expectations; html is a page of one file.'
  static override examples = [
    '$ dq quality run silver.finance_ledger --at dev',
    '$ dq quality run bronze.payments --data payments.parquet',
    '$ dq quality run silver.finance_ledger --data "lake/ledger/*.parquet" --format text --format html=ledger.html',
    '$ dq quality run my-suite.yaml --data rows.csv --set min_rows=1000',
  ]
  static override args = {
    suite: Args.string({ required: true, description: 'A table that has a suite, or the path of a suite.' }),
  }
  static override baseFlags = { ...RootCommand.baseFlags, format: qualityFormatFlag }
  static override flags = {
    ...runFlags,
    'fail-on': Flags.option({ options: ['critical', 'warning', 'info'] as const, default: 'critical' as const })({
      summary: 'From which severity on the run fails.',
    }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(QualityRun)
    const failOn = flags['fail-on']
    const settings = this.settings(flags, { anywhere: isSuiteFile(args.suite) && flags.data !== undefined })
    const { report, warnings } = await runQuality(settings, args.suite, { ...flags, failOn })
    for (const warning of warnings) this.logToStderr(redact(`warning: ${warning}`))
    writeQualityRun(report, flags.format, this.config.version, { log: (text) => this.log(text), env: process.env })
    if (report.result.results.some((one) => fails(one, failOn))) this.exit(1)
  }
}
