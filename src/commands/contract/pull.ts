import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { pull, pulledText } from '../../cli/contract/pull.ts'

export default class Pull extends DqCommand {
  static override summary = 'Adopt what a registry has: write a draft contract for each subject without one.'
  static override description =
    'Schema and compatibility level come from the registry; types of other subjects are written into the schema. Contracts that are there are not touched.'
  static override examples = [
    '$ dq contract pull --env prod --dry-run',
    '$ dq contract pull order.created-value --env prod',
  ]
  static override args = { subject: Args.string({ multiple: true, description: 'Only these subjects.' }) }
  static override flags = {
    into: Flags.string({ default: 'pulled', helpValue: 'folder', summary: 'Folder below contracts/.' }),
    'dry-run': Flags.boolean({ summary: 'Show what would be written, and write nothing.' }),
  }

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Pull)
    const dryRun = flags['dry-run']
    const pulled = await pull(this.settings(flags), { subjects: argv.map(String), into: flags.into, dryRun })
    this.print(flags.format, { text: () => pulledText(pulled, dryRun), data: { subjects: pulled } })
  }
}
