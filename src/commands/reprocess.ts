import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../cli/base-command.ts'
import { EXIT } from '../cli/failure.ts'
import { instantFlag, topicFileFlag } from '../cli/flags.ts'
import { reprocessedText } from '../cli/report/reprocessed.ts'
import { reprocess } from '../cli/reprocess/reprocess.ts'

export default class Reprocess extends DqCommand {
  static override summary = 'Run a streaming job again over what bronze has kept, and compare with what was published.'
  static override description =
    'Nothing is published: no alert goes out, no store is written to. Everything before --until is read, so that windows and state are whole; what arrived from --since on is compared, by event id, else by key and time, in stores by key. Exit code 1: there is something to publish.'
  static override examples = [
    '$ dq reprocess inventory-aggregator --at dev --input order.status.changed=lines.jsonl --published out/inventory',
    '$ dq reprocess ./jobs/stock.ts --since 2010-12-01 --until 2010-12-08 --published .dq/runs/stock/files',
  ]
  static override args = {
    job: Args.string({ required: true, description: 'A job by name, or the path of its module.' }),
  }
  static override flags = {
    at: Flags.string({
      helpValue: 'ref',
      summary: 'Branch, tag or hash of the lake. By default lake.branch of dq.yaml, or main.',
    }),
    since: instantFlag({ summary: 'Compare what arrived from then on.' }),
    until: instantFlag({ summary: 'Read what arrived before.' }),
    input: topicFileFlag({ multiple: true, summary: 'A topic that bronze does not keep, from a file: topic=path.' }),
    published: Flags.directory({ exists: true, summary: 'The outputs that were published: a folder of a run.' }),
    out: Flags.directory({ summary: 'Write here. Default: .dq/reprocess/<job>.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Reprocess)
    const done = await reprocess(this.settings(flags), args.job, flags)
    this.print(flags.format, { text: () => reprocessedText(done), data: done })
    if (done.compared?.some(({ fresh, changed }) => fresh.length + changed.length > 0)) this.exit(EXIT.findings)
  }
}
