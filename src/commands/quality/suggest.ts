import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { rowsFlags, rowsOf } from '../../cli/quality/flags.ts'
import { draftYaml, suggestQuality, writeDraft } from '../../cli/quality/suggest.ts'

export default class QualitySuggest extends DqCommand {
  static override summary = 'Draft a first suite for a table, from its rows and its contract.'
  static override description =
    'Looks at the rows in two scans. Each expectation says in meta.evidence what it was drawn from; of personal fields no value, range or set is in the draft. The rows it was made of meet it; what the contract promises and they do not keep is in meta.left_out. Printed as YAML, with --format json as JSON that Great Expectations loads.'
  static override examples = [
    '$ dq quality suggest bronze.payments --at dev',
    '$ dq quality suggest bronze.payments --data payments.parquet',
    '$ dq quality suggest bronze.payments --data "lake/payments/*.parquet" --out expectations/bronze/bronze.payments.json',
  ]
  static override args = {
    table: Args.string({ required: true, description: 'The name of a contract; without one, of the suite.' }),
  }
  static override flags = {
    ...rowsFlags,
    out: Flags.string({ helpValue: 'file', summary: 'Write it there, as JSON or YAML by the ending.' }),
    force: Flags.boolean({ summary: 'Replace a file that is there.', dependsOn: ['out'] }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(QualitySuggest)
    const settings = this.settings(flags, { anywhere: flags.data !== undefined })
    const { draft, hasContract } = await suggestQuality(settings, args.table, rowsOf(flags))
    if (!hasContract) this.logToStderr(`warning: ${args.table} has no contract: what is personal is known by name only`)
    if (flags.out === undefined)
      return this.print(flags.format, { text: () => draftYaml(draft).trimEnd(), data: draft })
    const file = writeDraft(flags.out, draft, flags.force ?? false)
    const count = draft.expectations.length + (draft.meta.dq?.expectations.length ?? 0)
    this.print(flags.format, { text: () => `${count} expectations in ${file}`, data: { file, expectations: count } })
  }
}
