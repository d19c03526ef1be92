import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { deleteReference } from '../../cli/lake/branches.ts'

export default class BranchDelete extends DqCommand {
  static override summary = 'Delete a branch or tag whose commits another one has too.'
  static override examples = ['$ dq branch delete feature/returns', '$ dq branch delete try-out --force']
  static override args = { name: Args.string({ required: true, description: 'Name of the branch or tag.' }) }
  static override flags = { force: Flags.boolean({ summary: 'Also when its commits are nowhere else.' }) }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(BranchDelete)
    const gone = await deleteReference(this.settings(flags), args.name, flags.force)
    const text = () => `deleted ${gone.kind} ${gone.name}, which was at ${gone.hash}`
    this.print(flags.format, { text, data: gone })
  }
}
