import { Args } from '@oclif/core'
import { DqCommand } from '../cli/base-command.ts'
import { EXIT } from '../cli/failure.ts'
import { reprocessedData, reprocessedText } from '../cli/report/reprocessed.ts'
import { reprocessFlags } from '../cli/reprocess/flags.ts'
import { reprocess } from '../cli/reprocess/reprocess.ts'

export default class Reprocess extends DqCommand {
  static override summary = 'Run a streaming job again over what bronze has kept, and compare with what was published.'
  static override description =
    'Nothing is published: no alert goes out, no store is written to. Everything before --until is read, so that windows and state are whole; what is in the range is compared, by event id, else by key and time, in stores by key. ' +
    'With --branch outputs and differences are tables, to be promoted and then published (dq reprocess publish). See docs/reprocessing.md. Exit code 1: there is something to publish.'
  static override examples = [
    '$ dq reprocess inventory-aggregator --at dev --input order.status.changed=lines.jsonl --published out/inventory',
    '$ dq reprocess ./jobs/stock.ts --since 2010-12-01 --until 2010-12-08 --published .dq/runs/stock/files',
    '$ dq reprocess fraud-enricher --env prod --at prod --until 2026-11-23T06:00:00Z --branch reprocess',
  ]
  static override args = {
    job: Args.string({ required: true, description: 'A job by name, or the path of its module.' }),
  }
  static override flags = reprocessFlags

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Reprocess)
    const done = await reprocess(this.settings(flags), args.job, flags)
    this.print(flags.format, { text: () => reprocessedText(done), data: reprocessedData(done) })
    if (done.compared?.some(({ fresh, changed }) => fresh.length + changed.length > 0)) this.exit(EXIT.findings)
  }
}
