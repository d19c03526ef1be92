import { DqCommand } from '../../cli/base-command.ts'
import { atFlag } from '../../cli/flags.ts'
import { listTables } from '../../cli/lake/tables.ts'
import { tablesText } from '../../cli/report/lake.ts'

export default class TableList extends DqCommand {
  static override summary = 'List the tables of a branch, with rows, files and size.'
  static override examples = ['$ dq table list', '$ dq table list --at prod']
  static override flags = { at: atFlag() }

  async run(): Promise<void> {
    const { flags } = await this.parse(TableList)
    const rows = await listTables(this.settings(flags), flags.at)
    this.print(flags.format, { text: () => tablesText(rows, flags.at), data: rows })
  }
}
