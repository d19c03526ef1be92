import { Args } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { atFlag } from '../../cli/flags.ts'
import { historyOf, showTable } from '../../cli/lake/tables.ts'
import { historyText } from '../../cli/report/lake.ts'

export default class TableHistory extends DqCommand {
  static override summary = 'Show the snapshots of a table, newest first.'
  static override examples = ['$ dq table history bronze.orders', '$ dq table history bronze.orders --at prod']
  static override args = { table: Args.string({ required: true, description: 'Namespace and name: bronze.orders.' }) }
  static override flags = { at: atFlag() }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TableHistory)
    const { metadata } = await showTable(this.settings(flags), flags.at, args.table)
    this.print(flags.format, { text: () => historyText(historyOf(metadata)), data: historyOf(metadata) })
  }
}
