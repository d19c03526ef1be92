import { Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { retainTables } from '../../cli/privacy/retain.ts'
import { retentionText } from '../../cli/report/retention.ts'

export default class PrivacyRetain extends DqCommand {
  static override summary = 'Drop rows of tables that are older than their contracts allow.'
  static override description =
    'The limit is the service level "retention" of the contract, or its retentionMs where that is shorter, by the element that it names or the event time. On every branch; whole files are dropped as they are. Exit code 1: the retention of a table cannot be enforced.'
  static override examples = ['$ dq privacy retain --dry-run', '$ dq privacy retain --table bronze.orders']
  static override flags = {
    table: Flags.string({ multiple: true, summary: 'Only this table. May be given again.' }),
    'dry-run': Flags.boolean({ summary: 'Only count.' }),
    protected: Flags.boolean({ summary: 'Also write to protected branches.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(PrivacyRetain)
    const dryRun = flags['dry-run'] ?? false
    const request = { tables: flags.table ?? [], dryRun, protected: flags.protected ?? false }
    const retention = await retainTables(this.settings(flags), request)
    this.print(flags.format, { text: () => retentionText(retention, dryRun), data: retention })
    if (retention.faults.length > 0) this.exit(1)
  }
}
