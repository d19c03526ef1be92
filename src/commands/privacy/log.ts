import { Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { erasures } from '../../cli/privacy/log.ts'
import { erasureLogText } from '../../cli/report/erasure-log.ts'

export default class PrivacyLog extends DqCommand {
  static override summary = 'Show what was erased or dropped: where, how much, by whom, when.'
  static override description =
    'The log is a chain: a line that was changed or taken out is an error. Persons are in it as keyed hashes only.'
  static override examples = [
    '$ dq privacy log',
    '$ dq privacy log --subject 7c396fd4830fd04220f754e42b4e5bff --format json',
  ]
  static override flags = { subject: Flags.string({ helpValue: 'id', summary: 'Only erasures of this person.' }) }

  async run(): Promise<void> {
    const { flags } = await this.parse(PrivacyLog)
    const entries = await erasures(this.settings(flags), flags.subject)
    this.print(flags.format, { text: () => erasureLogText(entries), data: { entries } })
  }
}
