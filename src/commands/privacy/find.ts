import { Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { subjectFlags, subjectRequest } from '../../cli/privacy/flags.ts'
import { findHere, foundData } from '../../cli/privacy/report-data.ts'
import { foundText } from '../../cli/report/privacy.ts'

export default class PrivacyFind extends DqCommand {
  static override summary = 'Tell where the data of a person is, without showing it.'
  static override description =
    'Looks at tables on every branch and tag with their older snapshots, at files of runs, and at recorded cases; with --env also at its topics, read to their ends, and at its Redis and Cassandra. Which field names the person is said by the contracts (the custom property subject, else a key that is personal). Exit code 1: not everything was searched.'
  static override examples = [
    '$ dq privacy find --subject 7c396fd4830fd04220f754e42b4e5bff',
    '$ dq privacy find --subject - --env prod < id.txt',
  ]
  static override flags = {
    ...subjectFlags,
    all: Flags.boolean({ summary: 'Name every file that is left to you, and everything that was not searched.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(PrivacyFind)
    const found = await findHere(this.settings(flags), subjectRequest(flags))
    this.print(flags.format, { text: () => foundText(found, flags.all ?? false), data: foundData(found) })
    if (found.unsearched.length > 0) this.exit(1)
  }
}
