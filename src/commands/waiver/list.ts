import { DqCommand } from '../../cli/base-command.ts'
import { loadWaivers, today } from '../../cli/contract/waivers-file.ts'
import { failAtFirst } from '../../cli/waiver/fail-at-first.ts'
import { waiverData, waiverTable } from '../../cli/waiver/rows.ts'

export default class List extends DqCommand {
  static override summary = 'List the waivers, those that end first on top.'
  static override examples = ['$ dq waiver list', '$ dq waiver list --format json']

  async run(): Promise<void> {
    const { flags } = await this.parse(List)
    const waivers = failAtFirst(await loadWaivers(this.settings(flags)))
    this.print(flags.format, { text: () => waiverTable(waivers, today()), data: waiverData(waivers, today()) })
  }
}
