import { DqCommand } from '../../cli/base-command.ts'
import { stackData, stackText } from '../../cli/report/stack.ts'
import { openStack, stackSettings } from '../../cli/stack/stack.ts'

export default class StackStatus extends DqCommand {
  static override summary = 'List the servers that dq stack has started: addresses, memory, whether they still run.'
  static override examples = ['$ dq stack status', '$ dq stack status --format json']

  async run(): Promise<void> {
    const { flags } = await this.parse(StackStatus)
    const servers = (await openStack(stackSettings(flags))).status()
    this.print(flags.format, { text: () => stackText(servers), data: stackData(servers) })
  }
}
