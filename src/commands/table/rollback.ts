import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { rollBackTable, snapshotId } from '../../cli/lake/change-rows.ts'
import { rolledBackText } from '../../cli/report/table.ts'

export default class TableRollback extends DqCommand {
  static override summary = 'Make an earlier snapshot of a table the present one.'
  static override description =
    'One commit; no file is written or removed. Columns stay as they are now. What is passed over can be come back to until it expires.'
  static override examples = [
    '$ dq table rollback bronze.orders --to previous',
    '$ dq table rollback bronze.orders --to 3051729675574597004',
  ]
  static override args = { table: Args.string({ required: true, description: 'Namespace and name: bronze.orders.' }) }
  static override flags = {
    branch: Flags.string({ default: 'main', summary: 'Branch of the lake that is written to.' }),
    to: Flags.custom<bigint | 'previous'>({
      required: true,
      helpValue: 'snapshot',
      summary: 'Its id, as dq table history shows it; or previous.',
      parse: async (text) => snapshotId(text),
    })(),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TableRollback)
    const done = await rollBackTable(this.settings(flags), args.table, flags)
    this.print(flags.format, { text: () => rolledBackText(args.table, done, flags.branch), data: done })
  }
}
