import { Args } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { atFlag } from '../../cli/flags.ts'
import { showTable } from '../../cli/lake/tables.ts'
import { schemaTextOf } from '../../cli/report/lake.ts'

export default class TableSchema extends DqCommand {
  static override summary = 'Show the columns of a table with the ids by which every engine finds them.'
  static override examples = ['$ dq table schema bronze.orders', '$ dq table schema bronze.orders --at prod']
  static override args = { table: Args.string({ required: true, description: 'Namespace and name: bronze.orders.' }) }
  static override flags = { at: atFlag() }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TableSchema)
    const { metadata } = await showTable(this.settings(flags), flags.at, args.table)
    this.print(flags.format, { text: () => schemaTextOf(metadata), data: metadata.schema })
  }
}
