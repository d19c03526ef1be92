import { Args } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { atFlag } from '../../cli/flags.ts'
import { showTable } from '../../cli/lake/tables.ts'
import { tableText } from '../../cli/report/lake.ts'

export default class TableShow extends DqCommand {
  static override summary = 'Show one table: size, partitions, location, columns by id.'
  static override examples = ['$ dq table show bronze.orders', '$ dq table show bronze.orders --at prod']
  static override args = { table: Args.string({ required: true, description: 'Namespace and name: bronze.orders.' }) }
  static override flags = { at: atFlag() }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TableShow)
    const { metadata } = await showTable(this.settings(flags), flags.at, args.table)
    this.print(flags.format, { text: () => tableText(args.table, metadata), data: metadata.raw })
  }
}
