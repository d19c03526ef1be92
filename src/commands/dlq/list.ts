import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { letterFlags } from '../../cli/dlq/flags.ts'
import { withLetters } from '../../cli/dlq/open.ts'
import { select } from '../../cli/dlq/select.ts'
import { listText, masked } from '../../cli/dlq/text.ts'

export default class List extends DqCommand {
  static override summary = 'List the dead letters of a topic or a file, with what became of them.'
  static override examples = [
    '$ dq dlq list fraud.dead_letter --env prod --reason drift',
    '$ dq dlq list fraud.dead_letter --file .dq/runs/fraud-enricher/files/fraud.dead_letter.jsonl',
  ]
  static override args = { topic: Args.string({ required: true, description: 'The topic of dead letters.' }) }
  static override flags = {
    ...letterFlags,
    state: Flags.option({ options: ['open', 'replayed', 'dropped', 'all'] as const, default: 'open' as const })({
      summary: 'Which: those that nobody has handled yet, or others.',
    }),
    limit: Flags.integer({ min: 1, default: 50, summary: 'Show so many, the newest.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(List)
    const found = await withLetters(this.settings(flags), args.topic, flags, async ({ letters, contracts }) => ({
      letters: await select(letters.read(), { ids: [], ...flags }),
      contracts,
    }))
    const { letters, contracts } = found
    this.print(flags.format, {
      text: () => listText(letters, contracts, flags.limit),
      data: { letters: letters.slice(-flags.limit).map((letter) => masked(letter, contracts)), total: letters.length },
    })
  }
}
