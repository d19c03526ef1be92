import { Args } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { contractData, contractPage } from '../../cli/contract/page.ts'
import { contractFiles } from '../../cli/wiring.ts'
import { contractNamed, requireContracts } from '../../contracts/repo/require.ts'

export default class Show extends DqCommand {
  static override summary = 'Show a contract and a table of its fields.'
  static override examples = ['$ dq contract show order.created']
  static override args = { name: Args.string({ required: true, description: 'Name of the topic, table or hash.' }) }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Show)
    const contracts = await requireContracts(await contractFiles(this.settings(flags)))
    const contract = contractNamed(contracts, args.name)
    this.print(flags.format, { text: () => contractPage(contract), data: contractData(contract) })
  }
}
