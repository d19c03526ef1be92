import { FindingsCommand } from '../../cli/findings-command.ts'
import { atFlag } from '../../cli/flags.ts'
import { checkLake } from '../../cli/lake/check.ts'

export default class TableCheck extends FindingsCommand {
  static override summary = 'Hold the tables of a branch against their contracts.'
  static override description =
    'Columns by id and type, partitions, and whether another engine changed a table outside its contract.'
  static override examples = ['$ dq table check', '$ dq table check --at prod --format sarif']
  static override flags = { at: atFlag() }

  async run(): Promise<void> {
    const { flags } = await this.parse(TableCheck)
    const { findings, looked } = await checkLake(this.settings(flags), flags.at)
    await this.report(findings, { format: flags.format, looked })
  }
}
