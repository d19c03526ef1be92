import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { applyTable } from '../../cli/lake/write-table.ts'
import { appliedText } from '../../cli/report/table.ts'

export default class TableApply extends DqCommand {
  static override summary = 'Make the table of a contract, or make it fit its contract.'
  static override description =
    'Columns keep their ids through renames (aliases) and wider types; no data file is touched. What the contract’s compatibility forbids, or the rows that are there do not allow, is refused before anything is written.'
  static override examples = ['$ dq table apply bronze.orders', '$ dq table apply bronze.orders --branch dev']
  static override args = { table: Args.string({ required: true, description: 'Name of the contract and table.' }) }
  static override flags = {
    branch: Flags.string({ default: 'main', summary: 'Branch of the lake that it is made on.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TableApply)
    const applied = await applyTable(this.settings(flags), args.table, flags.branch)
    this.print(flags.format, { text: () => appliedText(applied), data: applied })
  }
}
