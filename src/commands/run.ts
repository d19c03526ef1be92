import { Args } from '@oclif/core'
import { DqCommand } from '../cli/base-command.ts'
import { EXIT } from '../cli/failure.ts'
import { loadJob } from '../cli/load-job.ts'
import { runData, runText } from '../cli/report/run-summary.ts'
import { runAll } from '../cli/run.ts'
import { runFlags, runOptions } from '../cli/run-flags.ts'

export default class Run extends DqCommand {
  static override summary = 'Run a job: every record in and out is checked against its contract.'
  static override description =
    'Replays recorded events (a fixture, or files: JSON Lines, gzip too, or Avro) by their arrival time and writes one file a topic. ' +
    'Late records and dead letters are written beside the outputs and counted; they do not stop the run. ' +
    'A run on files that was interrupted goes on where it was when it is started again.'
  static override examples = [
    '$ dq run fraud-enricher --fixture olist-2017-03',
    '$ dq run ./my-job.ts --input order.created=orders.jsonl.gz --out out',
  ]
  static override args = {
    job: Args.string({ required: true, description: 'A job by name, or the path of its module.' }),
  }
  static override flags = runFlags

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Run)
    const settings = this.settings(flags)
    const isText = flags.format === 'text'
    const runs = await runAll(
      await loadJob(args.job, settings),
      settings,
      runOptions(flags),
      (run) => isText && this.log(runText(run)),
    )
    if (!isText) this.print(flags.format, { text: () => '', data: { runs: runs.map(runData) } })
    if (runs.some(({ end, golden }) => end !== 'finished' || golden?.differences.length)) this.exit(EXIT.findings)
  }
}
