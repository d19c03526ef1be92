import { Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { collectGarbage } from '../../cli/lake/gc.ts'
import { garbageText } from '../../cli/report/lake.ts'

export default class TableGc extends DqCommand {
  static override summary = 'Remove files that no branch, tag or recent commit of the lake needs.'
  static override description =
    'What a killed writer left behind, and what was replaced or dropped. Nothing younger than --older-than is touched, and everything stays readable that a branch or tag had since then.'
  static override examples = ['$ dq table gc --dry-run', '$ dq table gc --older-than 30']
  static override flags = {
    'older-than': Flags.integer({ default: 7, min: 1, helpValue: 'days', summary: 'Leave younger files alone.' }),
    'dry-run': Flags.boolean({ summary: 'Say what would go.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(TableGc)
    const garbage = await collectGarbage(this.settings(flags), flags)
    this.print(flags.format, { text: () => garbageText(garbage, flags['dry-run']), data: garbage })
  }
}
