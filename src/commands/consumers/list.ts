import { DqCommand } from '../../cli/base-command.ts'
import { consumersOf } from '../../cli/consumers/declared.ts'
import { consumerRows } from '../../cli/consumers/rows.ts'
import { EXIT } from '../../cli/failure.ts'
import { table } from '../../cli/table.ts'
import { formatPlace } from '../../kernel/finding.ts'

export default class ConsumersList extends DqCommand {
  static override summary = 'List the services elsewhere that declare which fields of these contracts they use.'
  static override examples = ['$ dq consumers list', '$ dq consumers list --format json']

  async run(): Promise<void> {
    const { flags } = await this.parse(ConsumersList)
    const { consumers, findings } = await consumersOf(this.settings(flags))
    for (const { at, message } of findings) this.logToStderr(`${formatPlace(at)}: ${message}`)
    const rows = consumerRows(consumers)
    const header = ['service', 'owner', 'contact', 'contract', 'fields', 'declared in']
    const cells = rows.map((row) => [
      row.service,
      row.owner,
      row.contact ?? '',
      row.contract,
      row.fields.join(', '),
      row.from,
    ])
    const text = () =>
      rows.length === 0 && findings.length > 0
        ? 'no consumers that could be read'
        : rows.length === 0
          ? 'no consumers: a service publishes contracts/consumers/<service>.yaml, or dq.yaml imports it (consumers)'
          : table([header, ...cells])
    this.print(flags.format, { text, data: rows })
    if (findings.some(({ severity }) => severity === 'error')) this.exit(EXIT.findings)
  }
}
