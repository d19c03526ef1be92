import { Args } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { jobStatuses } from '../../cli/job-status.ts'
import { jobStatusText } from '../../cli/report/job-status.ts'

export default class JobStatus extends DqCommand {
  static override summary =
    'Say what runs on files have come to: checkpoints, how far inputs were read, size of the state.'
  static override description = 'An interrupted run goes on from its last checkpoint when it is started again.'
  static override examples = ['$ dq job status', '$ dq job status fraud-enricher']
  static override args = { job: Args.string({ description: 'Only the runs of this job.' }) }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(JobStatus)
    const statuses = await jobStatuses(this.settings(flags), args.job)
    this.print(flags.format, { text: () => jobStatusText(statuses), data: { runs: statuses } })
  }
}
