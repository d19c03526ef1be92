import { Args } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { branchDiff } from '../../cli/lake/branches.ts'
import { branchDiffText } from '../../cli/report/lake.ts'

export default class BranchDiff extends DqCommand {
  static override summary = 'Show which tables differ between two branches: rows, files, columns.'
  static override examples = ['$ dq branch diff prod staging', '$ dq branch diff before-backfill main']
  static override args = {
    from: Args.string({ required: true, description: 'Branch, tag or hash.' }),
    to: Args.string({ required: true, description: 'The one it is compared with: what this has more is added.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(BranchDiff)
    const diffs = await branchDiff(this.settings(flags), args.from, args.to)
    this.print(flags.format, { text: () => branchDiffText(diffs, args.from, args.to), data: diffs })
  }
}
