import { Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { contractStatus } from '../../cli/contract/status.ts'
import { contractStatusText } from '../../cli/report/contract-status.ts'

export default class Status extends DqCommand {
  static override summary =
    'Show which version of each contract is where: in git, registry, topic and table of an environment.'
  static override description =
    'A registry knows schemas, not versions of contracts: the version is that of the contract in git, now or at a tag, whose schema it is.'
  static override examples = ['$ dq contract status --env prod', '$ dq contract status --env prod --format json']

  static override flags = {
    branch: Flags.string({ default: 'main', summary: 'Branch of the lake whose tables are looked at.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Status)
    const settings = this.settings(flags)
    const rows = await contractStatus(settings, flags.branch)
    this.print(flags.format, { text: () => contractStatusText(rows, settings.env), data: rows })
  }
}
