import { Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { eraseSubject } from '../../cli/privacy/erase.ts'
import { subjectFlags, subjectRequest } from '../../cli/privacy/flags.ts'
import { foundData } from '../../cli/privacy/report-data.ts'
import { erasureText } from '../../cli/report/erasure.ts'
import { foundText } from '../../cli/report/privacy.ts'

export default class PrivacyErase extends DqCommand {
  static override summary = 'Take the data of a person out of tables, files of runs, recorded cases, topics and stores.'
  static override description =
    'Rows are deleted, or their personal columns emptied, as the contracts say, on every branch. With --env also in its Redis and Cassandra, whose keys are kept out while topics have older records, and in topics that are compacted; of other topics it is told when they have dropped the records. What was done is noted in a log that never holds the id. An erasure that was interrupted is taken up by the same command. Exit code 1: something still holds the data, or was not searched.'
  static override examples = [
    '$ dq privacy erase --subject 7c396fd4830fd04220f754e42b4e5bff --dry-run',
    '$ dq privacy erase --subject - --expire --env prod < id.txt',
  ]
  static override flags = {
    ...subjectFlags,
    'dry-run': Flags.boolean({ summary: 'Only say where it is, and what would be left.' }),
    expire: Flags.boolean({
      summary: 'Also forget former states: older snapshots, tags that hold rows, and the files that only they used.',
    }),
    protected: Flags.boolean({ summary: 'Also write to protected branches.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(PrivacyErase)
    const request = { ...subjectRequest(flags), ...flags, dryRun: flags['dry-run'] ?? false }
    const erasure = await eraseSubject(this.settings(flags), { ...request, ...subjectRequest(flags) })
    const { found, ...done } = erasure
    const text = () => (flags['dry-run'] ? foundText(found, false) : erasureText(erasure, flags.expire ?? false))
    this.print(flags.format, { text, data: { found: foundData(found), ...done } })
    if (found.unsearched.length > 0 || (!flags['dry-run'] && done.left.length > 0)) this.exit(1)
  }
}
