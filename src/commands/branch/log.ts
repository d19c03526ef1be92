import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { branchLog } from '../../cli/lake/branches.ts'
import { logText } from '../../cli/report/lake.ts'

export default class BranchLog extends DqCommand {
  static override summary = 'Show who changed which tables of a branch, newest first.'
  static override examples = ['$ dq branch log prod', '$ dq branch log main --limit 3 --format json']
  static override args = { ref: Args.string({ default: 'main', description: 'Branch, tag or hash.' }) }
  static override flags = {
    limit: Flags.integer({ default: 20, min: 1, max: 10_000, summary: 'How many commits.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(BranchLog)
    const commits = await branchLog(this.settings(flags), args.ref, flags.limit)
    const data = commits.map((commit) => ({ ...commit, time: new Date(commit.time).toISOString() }))
    this.print(flags.format, { text: () => logText(commits), data })
  }
}
