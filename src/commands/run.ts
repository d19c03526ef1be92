import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../cli/base-command.ts'
import { instantFlag, topicFileFlag } from '../cli/flags.ts'
import { loadJob } from '../cli/load-job.ts'
import { runData, runText } from '../cli/report/run-summary.ts'
import { runFixtures, runInputs } from '../cli/run.ts'

export default class Run extends DqCommand {
  static override summary = 'Run a job: every record in and out is checked against its contract.'
  static override description =
    'Reads recorded events (a fixture, or JSON Lines files, gzip too), replays them by their arrival time, and writes one file per topic. ' +
    'Late records and dead letters are written beside the outputs, counted, and never stop the run.'
  static override examples = [
    {
      description: 'Replay real orders and compare with the golden output',
      command: '<%= config.bin %> run fraud-enricher --fixture olist-2017-03',
    },
    {
      description: 'Run a job of your own on your own files',
      command: '<%= config.bin %> run ./my-job.ts --input order.created=orders.jsonl.gz --out out',
    },
  ]
  static override args = {
    job: Args.string({ required: true, description: 'A built-in job, or the path of your own.' }),
  }
  static override flags = {
    fixture: Flags.string({
      multiple: true,
      exclusive: ['input'],
      summary: 'Play this recorded case; may be given again. Default: every case of the job.',
    }),
    input: topicFileFlag({ multiple: true, summary: 'Read a topic from a file: topic=path.' }),
    out: Flags.directory({ summary: 'Write the outputs here. Default: .dq/runs/<job>/<case>.' }),
    until: instantFlag({ summary: 'Leave out records with an event time at or after this one.' }),
    'max-bad-records': Flags.integer({
      min: 0,
      summary: 'Stop, and exit 1, when more records than this are dead-lettered.',
    }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Run)
    const settings = this.settings(flags)
    const loaded = await loadJob(args.job, settings)
    const options = { out: flags.out, until: flags.until, maxBadRecords: flags['max-bad-records'] }
    const runs = flags.input
      ? runInputs(loaded, flags.input, settings, options)
      : runFixtures(loaded, flags.fixture, settings, options)
    let failed = false
    for await (const run of runs) {
      this.print(flags.format, { text: () => runText(run), data: runData(run) })
      failed ||= run.end !== 'finished' || (run.golden?.differences.length ?? 0) > 0
    }
    if (failed) this.exit(1)
  }
}
