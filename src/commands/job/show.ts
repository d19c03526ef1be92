import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { loadIngest } from '../../cli/ingest/load-ingest.ts'
import { loadJob } from '../../cli/load-job.ts'
import { ingestShowData, ingestShowText } from '../../cli/report/ingest-show.ts'
import { jobShowText } from '../../cli/report/job-show.ts'
import { sqlShowData, sqlShowText } from '../../cli/report/sql-show.ts'
import { ownSqlJobs } from '../../cli/sql/own-sql-jobs.ts'
import { sqlJobNamed } from '../../cli/sql/plan.ts'
import { lineageOf } from '../../pipelines/job/lineage.ts'

export default class JobShow extends DqCommand {
  static override summary = 'Draw the flow of a job, and say which input fields each output field comes from.'
  static override examples = ['$ dq job show fraud-enricher', '$ dq job show ./my-job.ts --format json']
  static override args = {
    job: Args.string({ required: true, description: 'A job by name, or the path of its module.' }),
  }
  static override flags = { output: Flags.string({ summary: 'Only the lineage of this topic or store.' }) }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(JobShow)
    const settings = this.settings(flags)
    if (ownSqlJobs(settings.jobs).has(args.job)) {
      const read = await sqlJobNamed(settings, args.job)
      return this.print(flags.format, { text: () => sqlShowText(read), data: sqlShowData(read) })
    }
    const kept = await loadIngest(args.job, settings)
    if (kept !== undefined)
      return this.print(flags.format, {
        text: () => ingestShowText(kept.job, flags.output),
        data: ingestShowData(kept.job, flags.output),
      })
    const { job } = await loadJob(args.job, settings)
    const lineage = lineageOf(job).filter(({ to }) => flags.output === undefined || to.contract === flags.output)
    this.print(flags.format, { text: () => jobShowText(job, lineage), data: { job: job.ir, lineage } })
  }
}
