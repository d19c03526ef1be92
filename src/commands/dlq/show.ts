import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { letterFlags } from '../../cli/dlq/flags.ts'
import { withLetters } from '../../cli/dlq/open.ts'
import { select } from '../../cli/dlq/select.ts'
import { masked, recordText, showText } from '../../cli/dlq/text.ts'

export default class Show extends DqCommand {
  static override summary = 'Show one dead letter: why, from where, and with --raw the record itself.'
  static override examples = ['$ dq dlq show fraud.dead_letter 1/17 --env prod --raw']
  static override args = {
    topic: Args.string({ required: true, description: 'The topic of dead letters.' }),
    id: Args.string({ required: true, description: '<partition>/<offset>, as dq dlq list shows it.' }),
  }
  static override flags = {
    file: letterFlags.file,
    raw: Flags.boolean({ summary: 'Show the record, its key and message in full: they may be personal.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Show)
    const { raw } = flags
    await withLetters(this.settings(flags), args.topic, flags, async ({ letters, contracts }) => {
      const [letter] = await select(letters.read(), { ids: [args.id], state: 'all' })
      if (letter === undefined) return
      this.print(flags.format, {
        text: () => showText(letter, contracts, raw),
        data: raw ? { ...letter, raw: recordText(letter.raw) } : masked(letter, contracts),
      })
    })
  }
}
