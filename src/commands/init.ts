import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../cli/base-command.ts'
import { scaffold } from '../cli/init/scaffold.ts'
import { scaffoldedText } from '../cli/report/scaffolded.ts'

export default class Init extends DqCommand {
  static override summary = 'Begin a contract repo: two contracts, a job, a recorded case, hooks and a workflow.'
  static override description = 'What it writes passes its own checks. No file that stands there is replaced unasked.'
  static override examples = ['$ dq init', '$ dq init data-contracts --name shop-contracts', '$ dq init --dry-run']
  static override args = { folder: Args.string({ description: 'Where; this folder by default.', default: '.' }) }
  static override flags = {
    name: Flags.string({ summary: "Name of the repo; the folder's by default." }),
    'dry-run': Flags.boolean({ summary: 'Write nothing; list what would be written.' }),
    keep: Flags.boolean({ summary: 'Write only what is not there yet.', exclusive: ['force'] }),
    force: Flags.boolean({ summary: 'Replace what is there.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Init)
    const made = scaffold(args.folder, {
      installation: this.config.root,
      version: this.config.version,
      name: flags.name,
      existing: flags.keep ? 'keep' : flags.force ? 'overwrite' : undefined,
      dryRun: flags['dry-run'],
    })
    this.print(flags.format, { text: () => scaffoldedText(made), data: made })
  }
}
