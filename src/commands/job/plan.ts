import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { folderFlag } from '../../cli/flags.ts'
import { planStatements } from '../../cli/job-plan.ts'
import { SQL_DIALECTS } from '../../pipelines/sql/print/dialect.ts'

export default class JobPlan extends DqCommand {
  static override summary = 'Print what another engine would run for this job.'
  static override examples = [
    '$ dq job plan fraud-enricher --engine flink',
    '$ dq job plan silver-finance-ledger --engine trino --set date=2017-10-02',
  ]
  static override args = {
    job: Args.string({ required: true, description: 'A job by name, or the path of its module.' }),
  }
  static override flags = {
    engine: Flags.option({ options: ['flink', ...SQL_DIALECTS] as const, required: true })({
      summary: 'The engine to plan for.',
    }),
    connector: Flags.option({ options: ['filesystem', 'kafka'] as const, default: 'kafka' as const })({
      summary: 'Where its tables live.',
    }),
    set: Flags.string({ multiple: true, summary: 'Batch: the value of a parameter, name=value.' }),
    view: Flags.string({ helpValue: 'name', summary: 'Batch: CREATE VIEW; without --set, of the newest day made.' }),
    catalog: Flags.string({ dependsOn: ['view'], summary: "The engine's catalog with the tables." }),
    mode: Flags.option({ options: ['batch', 'streaming'] as const })({
      summary: 'Default: batch on files, streaming on Kafka.',
    }),
    input: folderFlag({ summary: 'filesystem: folder of the input files.' }),
    out: folderFlag({ summary: 'filesystem: folder of the outputs.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(JobPlan)
    const { engine } = flags
    const statements = await planStatements(this.settings(flags), args.job, engine, flags)
    this.print(flags.format, { text: () => `${statements.join(';\n\n')};`, data: { engine, statements } })
  }
}
