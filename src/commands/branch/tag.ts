import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { createReference } from '../../cli/lake/branches.ts'

export default class BranchTag extends DqCommand {
  static override summary = 'Give the present state of all tables a name that stays.'
  static override examples = ['$ dq branch tag before-backfill --from prod']
  static override args = { name: Args.string({ required: true, description: 'Name of the tag.' }) }
  static override flags = {
    from: Flags.string({ default: 'main', helpValue: 'ref', summary: 'Branch, tag or hash that it begins at.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(BranchTag)
    const made = await createReference(this.settings(flags), { kind: 'tag', name: args.name, from: flags.from })
    this.print(flags.format, { text: () => `tag ${made.name} at ${made.hash.slice(0, 12)}`, data: made })
  }
}
