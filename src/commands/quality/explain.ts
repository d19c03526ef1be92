import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { explainQuality } from '../../cli/quality/explain.ts'
import { parameterFlag } from '../../cli/quality/flags.ts'
import { explainText } from '../../cli/report/quality-explain.ts'

export default class QualityExplain extends DqCommand {
  static override summary = 'Show what a suite expects, in words, and the SQL that asks for it.'
  static override examples = [
    '$ dq quality explain bronze.payments',
    '$ dq quality explain bronze.payments --dialect trino',
  ]
  static override args = {
    suite: Args.string({ required: true, description: 'A table that has a suite, or the path of a suite.' }),
  }
  static override flags = {
    dialect: Flags.option({ options: ['duckdb', 'trino', 'spark'] as const, default: 'duckdb' as const })({
      summary: 'Whose SQL is shown.',
    }),
    at: Flags.string({ helpValue: 'ref', summary: 'For the table of the lake as it is there: branch, tag or hash.' }),
    set: parameterFlag({ multiple: true, summary: 'A suite parameter. May be given again.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(QualityExplain)
    const parameters = Object.fromEntries(flags.set ?? [])
    const { dialect, at } = flags
    const explained = await explainQuality(this.settings(flags), args.suite, { parameters, dialect, at })
    this.print(flags.format, { text: () => explainText(explained), data: explained })
  }
}
