import { checkUse } from '../../cli/consumers/consumed.ts'
import { FindingsCommand } from '../../cli/findings-command.ts'

export default class ConsumersFetch extends FindingsCommand {
  static override summary = 'Fetch the pinned repositories again, and say which pins are stale.'
  static override description =
    'Asks the network: the repositories that dq.yaml imports consumers from, and the central one of consumes.yaml. `dq contract check` then works without one, on what was fetched last.'
  static override examples = ['$ dq consumers fetch']

  async run(): Promise<void> {
    const { flags } = await this.parse(ConsumersFetch)
    const { findings, looked } = await checkUse(this.settings(flags), { refresh: true })
    await this.report(findings, { format: flags.format, looked: { consumer: 0, ...looked } })
  }
}
