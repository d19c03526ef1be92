import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { appendRows } from '../../cli/lake/write-table.ts'
import { appendedText } from '../../cli/report/table.ts'

export default class TableAppend extends DqCommand {
  static override summary = 'Append rows of files to a table, each checked against the contract.'
  static override description =
    'JSON Lines, JSON, CSV and Parquet. The first row that breaks the contract stops it: all rows are appended, or none. With --bad-rows such rows go to a file, each with its line and every reason, and the others are appended.'
  static override examples = [
    '$ dq table append bronze.orders orders.jsonl',
    '$ dq table append bronze.orders day.parquet --branch dev',
    '$ dq table append bronze.orders orders.jsonl --bad-rows refused.jsonl',
  ]
  static override args = {
    table: Args.string({ required: true, description: 'Namespace and name: bronze.orders.' }),
    file: Args.string({ required: true, multiple: true, description: 'One or more files of one format.' }),
  }
  static override flags = {
    branch: Flags.string({ default: 'main', summary: 'Branch of the lake that is written to.' }),
    'bad-rows': Flags.string({ helpValue: 'file', summary: 'Write rows that break the contract there (JSON Lines).' }),
    'allow-unknown': Flags.boolean({ summary: 'Leave out fields that the table has no place for.' }),
  }

  async run(): Promise<void> {
    const { args, argv, flags } = await this.parse(TableAppend)
    const files = argv.slice(1).map(String)
    const appended = await appendRows(this.settings(flags), args.table, files, flags.branch, flags)
    this.print(flags.format, { text: () => appendedText(appended), data: appended })
  }
}
