import { Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { retainTables } from '../../cli/privacy/retain.ts'
import { retentionText } from '../../cli/report/retention.ts'

export default class PrivacyRetain extends DqCommand {
  static override summary = 'Keep rows of tables and records of topics no longer than their contracts promise.'
  static override description =
    'The limit is the service level "retention" of the contract, or its retentionMs where that is shorter. Rows go by the element that it names or the event time, on every branch; whole files are dropped as they are. With --env topics get the retention.ms and cleanup.policy that keep the promise. Exit code 1: the retention of a table cannot be enforced, or topics of --env or --topic could not be looked at; with --dry-run also: a topic keeps records longer than promised.'
  static override examples = [
    '$ dq privacy retain --dry-run',
    '$ dq privacy retain --table bronze.orders',
    '$ dq privacy retain --env prod --dry-run',
  ]
  static override flags = {
    table: Flags.string({ multiple: true, summary: 'Only this table. May be given again.' }),
    topic: Flags.string({ multiple: true, summary: 'Only this topic. May be given again.' }),
    'dry-run': Flags.boolean({ summary: 'Only say what would be dropped and set.' }),
    protected: Flags.boolean({ summary: 'Also write to protected branches.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(PrivacyRetain)
    const dryRun = flags['dry-run'] ?? false
    const { table: tables = [], topic: topics = [] } = flags
    const retention = await retainTables(this.settings(flags), {
      ...{ tables, topics, dryRun },
      protected: flags.protected ?? false,
    })
    this.print(flags.format, { text: () => retentionText(retention, dryRun), data: retention })
    const isLonger = dryRun && retention.topics?.topics.some((topic) => topic.is === 'longer')
    const isUnlooked = retention.unlooked?.isFault === true
    if (retention.faults.length + (retention.topics?.faults.length ?? 0) > 0 || isLonger || isUnlooked) this.exit(1)
  }
}
