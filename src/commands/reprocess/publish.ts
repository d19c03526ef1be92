import { Args } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { EXIT } from '../../cli/failure.ts'
import { publishedText } from '../../cli/report/reprocess-published.ts'
import { publishFlags } from '../../cli/reprocess/flags.ts'
import { publishReprocessed } from '../../cli/reprocess/publish.ts'

export default class ReprocessPublish extends DqCommand {
  static override summary =
    'Send what a job processed again otherwise, or for the first time, to its topics and stores, each exactly once.'
  static override description =
    'Only the differences that dq reprocess --branch has found, from a branch that takes promotions where the policy protects any. ' +
    'Records and how far they are sent are one transaction, so whoever is interrupted runs it again; rows replace what has no greater revision. ' +
    'What was published and is not made any more stays with its readers: it is listed. Exit code 1: a store kept another row.'
  static override examples = [
    '$ dq reprocess publish fraud-enricher --at prod --env prod --dry-run',
    '$ dq reprocess publish fraud-enricher --at prod --env prod',
  ]
  static override args = {
    job: Args.string({ required: true, description: 'A job by name, or the path of its module.' }),
  }
  static override flags = publishFlags

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ReprocessPublish)
    const done = await publishReprocessed(this.settings(flags), args.job, flags)
    this.print(flags.format, { text: () => publishedText(done), data: done })
    if (done.outputs.some(({ kept }) => kept.length > 0)) this.exit(EXIT.findings)
  }
}
