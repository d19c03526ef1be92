import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { openStack, stackSettings } from '../../cli/stack/stack.ts'

export default class StackLogs extends DqCommand {
  static override summary = 'Print the end of a server’s log.'
  static override examples = ['$ dq stack logs kafka --lines 200']
  static override args = { server: Args.string({ required: true, description: 'A server, as in dq stack status.' }) }
  static override flags = { lines: Flags.integer({ min: 1, default: 50, summary: 'At most so many lines.' }) }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(StackLogs)
    const logs = (await openStack(stackSettings(flags))).logs(args.server, flags.lines)
    const text = () => logs.flatMap(({ lines }) => lines).join('\n')
    this.print(flags.format, { text, data: logs })
  }
}
