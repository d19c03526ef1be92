import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { letterFlags } from '../../cli/dlq/flags.ts'
import { handleLetters, handleText } from '../../cli/dlq/handle.ts'

export default class Replay extends DqCommand {
  static override summary = 'Put the original records of dead letters back to where they were read, each exactly once.'
  static override description =
    'In one transaction the record goes back to its topic and partition, with its key and the header dq.replay-of, and the letter is noted as replayed. ' +
    'With --file the records go to event files in --out, which dq run --input reads.'
  static override examples = [
    '$ dq dlq replay fraud.dead_letter 1/17 1/18 --env prod',
    '$ dq dlq replay fraud.dead_letter --reason drift --env prod --dry-run',
  ]
  static override args = {
    topic: Args.string({ required: true, description: 'The topic of dead letters.' }),
    ids: Args.string({ multiple: true, description: '<partition>/<offset>, one or several.' }),
  }
  static override flags = {
    ...letterFlags,
    all: Flags.boolean({ summary: 'Every open one.' }),
    out: Flags.string({
      helpValue: 'folder',
      dependsOn: ['file'],
      summary: 'Where the records of --file are written.',
    }),
    'dry-run': Flags.boolean({ summary: 'Say how many, and do nothing.' }),
  }

  async run(): Promise<void> {
    const { args, argv, flags } = await this.parse(Replay)
    const done = await handleLetters(this.settings(flags), args.topic, argv.slice(1).map(String), flags)
    this.print(flags.format, { text: () => handleText(done), data: done })
  }
}
