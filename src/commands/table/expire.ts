import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { expire } from '../../cli/lake/write-table.ts'
import { expiredText } from '../../cli/report/table.ts'

export default class TableExpire extends DqCommand {
  static override summary = 'Forget old snapshots of a table on a branch.'
  static override description =
    'Their files stay until dq table gc finds that no branch, tag or recent commit needs them.'
  static override examples = ['$ dq table expire bronze.orders --older-than 30']
  static override args = { table: Args.string({ required: true, description: 'Namespace and name: bronze.orders.' }) }
  static override flags = {
    branch: Flags.string({ default: 'main', summary: 'Branch of the lake that is written to.' }),
    'older-than': Flags.integer({ default: 5, min: 0, helpValue: 'days', summary: 'Keep younger ones.' }),
    keep: Flags.integer({ default: 1, min: 1, summary: 'Keep so many of the newest, however old.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TableExpire)
    const done = await expire(this.settings(flags), args.table, flags)
    this.print(flags.format, { text: () => expiredText(args.table, done), data: done })
  }
}
