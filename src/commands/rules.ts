import { DqCommand } from '../cli/base-command.ts'
import { allRules } from '../cli/rules.ts'
import { table } from '../cli/table.ts'

export default class Rules extends DqCommand {
  static override summary = 'List every rule a check can report.'
  static override examples = ['$ dq rules', '$ dq rules --format json']

  async run(): Promise<void> {
    const { flags } = await this.parse(Rules)
    const rules = allRules()
    const text = () => table(rules.map(({ id, severity, what }) => [id, severity, what]))
    this.print(flags.format, {
      text: () => `${text()}\n${rules.length} rules; more about one: dq explain <rule>`,
      data: rules,
    })
  }
}
