import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { atFlag } from '../../cli/flags.ts'
import { sampleTable } from '../../cli/lake/read-table.ts'
import { sampleText } from '../../cli/report/table.ts'

export default class TableSample extends DqCommand {
  static override summary = 'Show some rows of a table; what its contract calls personal is masked.'
  static override description = 'Only files that may have a wanted row are read, by their partitions and bounds.'
  static override examples = [
    '$ dq table sample bronze.orders --limit 5',
    `$ dq table sample bronze.orders --at prod --where "event_date = '2026-11-22' and region in ('br', 'pt')"`,
  ]
  static override args = { table: Args.string({ required: true, description: 'Namespace and name: bronze.orders.' }) }
  static override flags = {
    at: atFlag('Branch, tag or hash; main#<id> is a snapshot.'),
    limit: Flags.integer({ default: 10, min: 1, max: 10_000, summary: 'How many rows.' }),
    where: Flags.string({ helpValue: 'filter', summary: 'Which rows: = <> < <= > >= in, is null; and, or, brackets.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TableSample)
    const sample = await sampleTable(this.settings(flags), args.table, flags)
    this.print(flags.format, { text: () => sampleText(sample), data: sample })
  }
}
