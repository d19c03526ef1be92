import { Args } from '@oclif/core'
import { DqCommand } from '../cli/base-command.ts'
import { explanation, ruleNamed } from '../cli/rules.ts'

export default class Explain extends DqCommand {
  static override summary = 'Say what a rule reports, why, and how to fix it.'
  static override examples = ['$ dq explain unknown-key']
  static override args = { rule: Args.string({ required: true, description: 'Id of the rule, as findings show it.' }) }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain)
    const rule = ruleNamed(args.rule)
    this.print(flags.format, { text: () => explanation(rule), data: rule })
  }
}
