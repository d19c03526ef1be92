import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { EXIT } from '../../cli/failure.ts'
import { promotionsLog } from '../../cli/promote/log.ts'
import { historyText } from '../../cli/report/promotion/log.ts'

export default class PromotionsLog extends DqCommand {
  static override summary =
    'Show what was promoted to a branch, by whom and under which gates, and whether anything else got there.'
  static override description =
    'Each audit is held against the catalog: its digest, its parents, the tables that changed, its tags. A commit on a protected branch that no promotion made, a forged audit, a moved tag or a lost promotion is a finding, and ends it with exit code 1.'
  static override examples = ['$ dq promotions log prod', '$ dq promotions log --format json']
  static override args = { branch: Args.string({ description: 'Branch; by default all that the policy knows.' }) }
  static override flags = {
    limit: Flags.integer({
      default: 20,
      min: 1,
      max: 100_000,
      summary: 'How many commits are shown of each; all are checked.',
    }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PromotionsLog)
    const histories = await promotionsLog(this.settings(flags), args.branch)
    this.print(flags.format, { text: () => historyText(histories, flags.limit), data: histories })
    if (histories.some(({ findings }) => findings.length > 0)) this.exit(EXIT.findings)
  }
}
