import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { tableDiff } from '../../cli/lake/read-table.ts'
import { tableDiffText } from '../../cli/report/table.ts'

export default class TableDiff extends DqCommand {
  static override summary = 'Show what two states of a table differ in: rows, files, columns by id.'
  static override description =
    'Counts are exact: files that both have hold the same rows, so only the others are read. Rows are told apart by --key, else by the contract’s event id, else compared whole. Personal columns are masked.'
  static override examples = [
    '$ dq table diff bronze.orders prod staging --key order_id',
    '$ dq table diff bronze.orders main#5983546212239417236 main',
  ]
  static override args = {
    table: Args.string({ required: true, description: 'Namespace and name: bronze.orders.' }),
    from: Args.string({ required: true, description: 'Branch, tag or hash; main#<id> is a snapshot.' }),
    to: Args.string({ required: true, description: 'The one it is compared with.' }),
  }
  static override flags = {
    key: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'column',
      summary: 'Tells rows apart; may be given again.',
    }),
    sample: Flags.integer({ default: 3, min: 0, max: 1000, summary: 'How many rows of each kind are shown.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TableDiff)
    const diff = await tableDiff(this.settings(flags), args.table, [args.from, args.to], flags)
    this.print(flags.format, { text: () => tableDiffText(diff, args.from, args.to), data: diff })
  }
}
