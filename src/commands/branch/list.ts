import { DqCommand } from '../../cli/base-command.ts'
import { listReferences } from '../../cli/lake/branches.ts'
import { referencesText } from '../../cli/report/lake.ts'
import { catalogName } from '../../cli/wiring/lake.ts'

export default class BranchList extends DqCommand {
  static override summary = 'List the branches and tags of the lake.'
  static override examples = ['$ dq branch list', '$ dq branch list --env prod']

  async run(): Promise<void> {
    const { flags } = await this.parse(BranchList)
    const settings = this.settings(flags)
    const rows = await listReferences(settings)
    this.print(flags.format, { text: () => referencesText(rows, catalogName(settings)), data: rows })
  }
}
