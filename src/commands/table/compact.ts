import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { compact } from '../../cli/lake/write-table.ts'
import { compactedText } from '../../cli/report/table.ts'

export default class TableCompact extends DqCommand {
  static override summary = 'Write the rows of small files into few larger ones.'
  static override description = 'Others may go on appending. Old snapshots keep their files until they expire.'
  static override examples = ['$ dq table compact bronze.orders', '$ dq table compact bronze.orders --target-mib 512']
  static override args = { table: Args.string({ required: true, description: 'Namespace and name: bronze.orders.' }) }
  static override flags = {
    branch: Flags.string({ default: 'main', summary: 'Branch of the lake that is written to.' }),
    'target-mib': Flags.integer({ default: 128, min: 1, max: 4096, helpValue: 'MiB', summary: 'Size of a file.' }),
    'min-files': Flags.integer({ default: 5, min: 2, summary: 'Leave partitions with fewer small files alone.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TableCompact)
    const done = await compact(this.settings(flags), args.table, flags)
    this.print(flags.format, { text: () => compactedText(args.table, done), data: done ?? null })
  }
}
