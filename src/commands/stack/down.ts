import { Args } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { openStack, stackSettings } from '../../cli/stack/stack.ts'

export default class StackDown extends DqCommand {
  static override summary = 'Stop servers that dq stack has started, all or the named ones; their data goes with them.'
  static override examples = ['$ dq stack down', '$ dq stack down kafka']
  static override args = {
    server: Args.string({ multiple: true, description: 'Servers by name; all when none is given.' }),
  }

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(StackDown)
    const stopped = await (await openStack(stackSettings(flags))).down(argv.map(String))
    const text = () => (stopped.length === 0 ? 'no server to stop' : `stopped ${stopped.join(', ')}`)
    this.print(flags.format, { text, data: stopped })
  }
}
