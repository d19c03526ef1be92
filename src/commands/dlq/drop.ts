import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { letterFlags } from '../../cli/dlq/flags.ts'
import { handleLetters, handleText } from '../../cli/dlq/handle.ts'

export default class Drop extends DqCommand {
  static override summary = 'Note that dead letters will not be replayed, and why.'
  static override description =
    'Nothing is removed: dq dlq list --state dropped shows them, dq dlq show says why and when.'
  static override examples = ['$ dq dlq drop fraud.dead_letter 1/17 --because "test order, see #12" --env prod']
  static override args = {
    topic: Args.string({ required: true, description: 'The topic of dead letters.' }),
    ids: Args.string({ multiple: true, description: '<partition>/<offset>, one or several.' }),
  }
  static override flags = {
    ...letterFlags,
    because: Flags.string({ required: true, summary: 'Why; it is kept.' }),
    all: Flags.boolean({ summary: 'Every open one.' }),
    'dry-run': Flags.boolean({ summary: 'Say how many, and do nothing.' }),
  }

  async run(): Promise<void> {
    const { args, argv, flags } = await this.parse(Drop)
    const done = await handleLetters(this.settings(flags), args.topic, argv.slice(1).map(String), flags)
    this.print(flags.format, { text: () => handleText(done), data: done })
  }
}
