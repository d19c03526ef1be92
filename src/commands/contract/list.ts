import { DqCommand } from '../../cli/base-command.ts'
import { contractRows } from '../../cli/contract/rows.ts'
import { counted } from '../../cli/report/report.ts'
import { table } from '../../cli/table.ts'
import { contractFiles } from '../../cli/wiring.ts'
import { requireContracts } from '../../contracts/repo/require.ts'

export default class List extends DqCommand {
  static override summary = 'List the contracts.'
  static override examples = ['$ dq contract list', '$ dq contract list --format json']

  async run(): Promise<void> {
    const { flags } = await this.parse(List)
    const contracts = await requireContracts(await contractFiles(this.settings(flags)))
    const { header, rows, data } = contractRows(contracts)
    this.print(flags.format, {
      text: () =>
        `${table([header, ...rows], { right: [4] })}\n${counted(rows.length, 'contract')}; more about one: dq contract show <name>`,
      data,
    })
  }
}
