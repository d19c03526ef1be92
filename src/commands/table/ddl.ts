import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { tableContract } from '../../cli/lake/table-contracts.ts'
import { dorisStatements } from '../../lake/contract/doris.ts'

export default class TableDdl extends DqCommand {
  static override summary = "Print a contract's table as another database has it, and the statement that fills it."
  static override description =
    'Nothing runs. The database reads the lake through a catalog of its own; a load replaces the whole table, so it can be repeated.'
  static override examples = ['$ dq table ddl gold.support_dashboard --for doris --catalog lake']
  static override args = { table: Args.string({ required: true, description: 'Namespace and name: bronze.orders.' }) }
  static override flags = {
    for: Flags.option({ options: ['doris'] as const, required: true })({ summary: 'The database.' }),
    catalog: Flags.string({ default: 'lake', summary: 'What the database calls its Iceberg catalog.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TableDdl)
    const { contract, primaryKey } = await tableContract(this.settings(flags), args.table)
    const statements = dorisStatements(contract, primaryKey, flags.catalog)
    this.print(flags.format, { text: () => `${statements.join(';\n\n')};`, data: { for: flags.for, statements } })
  }
}
