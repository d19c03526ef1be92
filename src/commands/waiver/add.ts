import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { writeWaivers } from '../../cli/contract/waivers-file.ts'
import { dayFlag } from '../../cli/flags.ts'
import { waiverOf } from '../../cli/waiver/entry.ts'
import { waiverSubject } from '../../contracts/waivers/waiver.ts'

export default class Add extends DqCommand {
  static override summary = 'Excuse one finding, or one rule at a place, until a day.'
  static override description =
    'Writes an entry at the end of waivers.yaml, beside dq.yaml; comments and entries there stay as they are.'
  static override examples = [
    '$ dq waiver add 3f2a91c07be04d15 --owner checkout --reason "consumers moved, see #12" --expires 2027-03-31',
    '$ dq waiver add field-removed --at contracts/bronze --owner platform --reason "not read yet" --expires 2027-03-31',
  ]
  static override args = {
    what: Args.string({
      required: true,
      description: 'Fingerprint of a finding, as reports show it, or id of a rule.',
    }),
  }
  static override flags = {
    at: Flags.string({ summary: 'Only in this file or folder, relative to dq.yaml.' }),
    owner: Flags.string({ required: true, summary: 'Team that answers for it.' }),
    reason: Flags.string({ required: true, summary: 'Why it may pass; a link to the review helps.' }),
    expires: dayFlag({ required: true, summary: 'The last day on which it holds.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Add)
    const entry = waiverOf(args.what, flags)
    const file = writeWaivers(this.settings(flags), [entry])
    this.print(flags.format, {
      text: () => `${file}: waived ${waiverSubject(entry)} until ${entry.expires}`,
      data: { file, waiver: entry },
    })
  }
}
