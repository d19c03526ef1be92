import { Args } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { planBreak, planStatus } from '../../cli/contract/evolve.ts'
import { evolveFlags } from '../../cli/contract/evolve-flags.ts'
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
  static override flags = evolveFlags

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
