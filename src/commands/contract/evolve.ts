import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { planBreak, planStatus } from '../../cli/contract/evolve.ts'
import { dayFlag } from '../../cli/flags.ts'
import { planStatusData, planStatusText } from '../../cli/report/plan-status.ts'

export default class Evolve extends DqCommand {
  static override summary = 'Plan a break: what takes the place of what, who has to move, and the day the old one goes.'
  static override description =
    'Writes plans/<contract>-<to>.yaml for review. `dq contract check` follows it: a removal is an error before its sunset and while somebody uses it, and fine after.'
  static override examples = [
    '$ dq contract evolve order.created --to v2 --sunset 2027-06-30 --reason "Amounts per line"',
    '$ dq contract evolve order.created --to v1.1 --field total_amount=amount --sunset 2027-06-30 --reason "One name"',
    '$ dq contract evolve order.created --to v2 --draft --sunset 2027-06-30 --reason "Amounts per line"',
    '$ dq contract evolve order.created --status',
  ]
  static override args = {
    contract: Args.string({ description: 'The contract; --status shows all plans without one.' }),
  }
  static override flags = {
    status: Flags.boolean({ summary: 'How far it has come: successor, announcement, consumers left, removal.' }),
    to: Flags.string({ summary: 'How the new state is called; the new topic or table is <contract>.<to>.' }),
    field: Flags.string({ multiple: true, multipleNonGreedy: true, summary: 'A field that goes: old, or old=new.' }),
    sunset: dayFlag({ summary: 'From this day on the old one may go.' }),
    'dual-write-from': dayFlag({ summary: 'From this day on both are written; default today.' }),
    draft: Flags.boolean({
      summary: 'Also write the new contract, or the new field beside the old one; no file is overwritten.',
    }),
    owner: Flags.string({ summary: 'Team that answers for it; default the owner of the contract.' }),
    reason: Flags.string({ summary: 'Why.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Evolve)
    if (flags.status) {
      const plans = await planStatus(this.settings(flags), args.contract)
      return this.print(flags.format, { text: () => planStatusText(plans), data: planStatusData(plans) })
    }
    const written = await planBreak(this.settings(flags), { ...flags, contract: args.contract })
    const [file, ...drafts] = written
    this.print(flags.format, { text: () => written.map((one) => `wrote ${one}`).join('\n'), data: { file, drafts } })
  }
}
