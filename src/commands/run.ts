import { Args } from '@oclif/core'
import { DqCommand } from '../cli/base-command.ts'
import { EXIT } from '../cli/failure.ts'
import { loadJob } from '../cli/load-job.ts'
import { runData, runText } from '../cli/report/run-summary.ts'
import { runAll } from '../cli/run.ts'
import { RUN_DESCRIPTION, RUN_EXAMPLES, runFlags, runOptions } from '../cli/run-flags.ts'
import { runResult } from '../cli/run-result.ts'

export default class Run extends DqCommand {
  static override summary = 'Run a job: every record in and out is checked against its contract.'
  static override description = RUN_DESCRIPTION
  static override examples = RUN_EXAMPLES
  static override args = {
    job: Args.string({ required: true, description: 'A job by name, or the path of its module.' }),
  }
  static override flags = runFlags

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Run)
    const settings = this.settings(flags)
    const isText = flags.format === 'text'
    const options = runOptions(flags)
    const done = await runResult(settings, args.job, flags, options)
    if (done !== undefined) this.print(flags.format, done)
    if (done !== undefined) return done.isBad ? this.exit(EXIT.findings) : undefined
    const loaded = await loadJob(args.job, settings)
    const runs = await runAll(
      loaded,
      settings,
      options,
      (run) => isText && this.print('text', { text: () => runText(run), data: undefined, warnings: run.warnings }),
    )
    const warnings = runs.flatMap((run) => run.warnings ?? [])
    if (!isText) this.print(flags.format, { text: () => '', data: { runs: runs.map(runData) }, warnings })
    if (runs.some(({ end, golden }) => end !== 'finished' || golden?.differences.length)) this.exit(EXIT.findings)
  }
}
