import { Args } from '@oclif/core'
import { DqCommand } from '../cli/base-command.ts'
import { EXIT } from '../cli/failure.ts'
import { liveResult } from '../cli/live/live-result.ts'
import { loadJob } from '../cli/load-job.ts'
import { runData, runText } from '../cli/report/run-summary.ts'
import { runAll } from '../cli/run.ts'
import { runFlags, runOptions } from '../cli/run-flags.ts'

export default class Run extends DqCommand {
  static override summary = 'Run a job: every record in and out is checked against its contract.'
  static override description =
    'Replays recorded events (a fixture, or files: JSON Lines, gzip too, or Avro) by their arrival time and writes one file a topic. ' +
    'Late records and dead letters are written beside the outputs and counted; they do not stop the run. ' +
    'A run on files that was interrupted goes on where it was when it is started again. ' +
    'With an environment that has Kafka it works on the topics until it is stopped, each record exactly once.'
  static override examples = [
    '$ dq run fraud-enricher --fixture olist-2017-03',
    '$ dq run ./my-job.ts --input order.created=orders.jsonl.gz --out out',
    '$ dq run fraud-enricher --env local',
  ]
  static override args = {
    job: Args.string({ required: true, description: 'A job by name, or the path of its module.' }),
  }
  static override flags = runFlags

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Run)
    const settings = this.settings(flags)
    const isText = flags.format === 'text'
    const [loaded, options] = [await loadJob(args.job, settings), runOptions(flags)]
    const live = await liveResult(loaded, settings, options)
    if (live !== undefined) this.print(flags.format, live)
    if (live !== undefined) return live.isBad ? this.exit(EXIT.findings) : undefined
    const runs = await runAll(loaded, settings, options, (run) => isText && this.log(runText(run)))
    if (!isText) this.print(flags.format, { text: () => '', data: { runs: runs.map(runData) } })
    if (runs.some(({ end, golden }) => end !== 'finished' || golden?.differences.length)) this.exit(EXIT.findings)
  }
}
