import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { createReference } from '../../cli/lake/branches.ts'

export default class BranchCreate extends DqCommand {
  static override summary = 'Begin a branch of the lake: all tables as they are, without a copy.'
  static override examples = ['$ dq branch create dev', '$ dq branch create feature/returns --from staging']
  static override args = { name: Args.string({ required: true, description: 'Name of the branch.' }) }
  static override flags = {
    from: Flags.string({ default: 'main', helpValue: 'ref', summary: 'Branch, tag or hash that it begins at.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(BranchCreate)
    const made = await createReference(this.settings(flags), { kind: 'branch', name: args.name, from: flags.from })
    this.print(flags.format, { text: () => `branch ${made.name} at ${made.hash.slice(0, 12)}`, data: made })
  }
}
