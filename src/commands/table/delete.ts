import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { deleteWhere } from '../../cli/lake/change-rows.ts'
import { deletedText } from '../../cli/report/table.ts'

export default class TableDelete extends DqCommand {
  static override summary = 'Delete the rows of a table that a filter wants.'
  static override description =
    'Files that have such rows are written again without them. Earlier snapshots and other branches keep them: dq table rollback takes it back; dq table expire, then dq table gc, make it final.'
  static override examples = [
    `$ dq table delete bronze.orders --where "order_id = 'o-1'" --dry-run`,
    `$ dq table delete bronze.orders --where "event_date < '2020-01-01' or region in ('test', 'demo')"`,
  ]
  static override args = { table: Args.string({ required: true, description: 'Namespace and name: bronze.orders.' }) }
  static override flags = {
    branch: Flags.string({ default: 'main', summary: 'Branch of the lake that is written to.' }),
    where: Flags.string({
      required: true,
      helpValue: 'filter',
      summary: 'Which rows: = <> < <= > >= in, is null; and, or, brackets.',
    }),
    'dry-run': Flags.boolean({ summary: 'Say how many rows and files it would be.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TableDelete)
    const done = await deleteWhere(this.settings(flags), args.table, flags)
    this.print(flags.format, { text: () => deletedText(args.table, done, flags), data: done })
  }
}
