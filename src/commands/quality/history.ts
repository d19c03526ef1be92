import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { qualityHistory } from '../../cli/quality/history.ts'
import { runHistoryText } from '../../cli/report/run-history.ts'

export default class QualityHistory extends DqCommand {
  static override summary = 'Show the last runs of a table: verdicts, rows, and since when something is not met.'
  static override description =
    'Runs are kept in quality.sqlite of the state folder; runHistory in dq.yaml says how many and how long. With --format json every expectation of every run.'
  static override examples = [
    '$ dq quality history silver.finance_ledger',
    '$ dq quality history bronze.orders --limit 5',
  ]
  static override args = {
    table: Args.string({
      required: true,
      description: 'A table that was judged, or the name of a suite without a table.',
    }),
  }
  static override flags = {
    limit: Flags.integer({ default: 20, min: 1, max: 10_000, summary: 'How many runs.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(QualityHistory)
    const runs = await qualityHistory(this.settings(flags), args.table, flags.limit)
    const times = runs.map((run) => ({ ...run, at: new Date(run.at).toISOString() }))
    this.print(flags.format, { text: () => runHistoryText(args.table, runs), data: { table: args.table, runs: times } })
  }
}
