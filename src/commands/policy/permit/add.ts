import { Args, Flags } from '@oclif/core'
import { DqCommand } from '../../../cli/base-command.ts'
import { dayFlag } from '../../../cli/flags.ts'
import { writePermit } from '../../../cli/policy/permit.ts'
import { DESTRUCTIVE, permitSubject } from '../../../contracts/policies/permit.ts'

export default class PermitAdd extends DqCommand {
  static override summary = 'Permit one promotion to lose something: a table, a column, rows.'
  static override description =
    'Writes an entry at the end of contracts/policies/permits.yaml, to be reviewed. It is used once, on one path, for one table.'
  static override examples = [
    '$ dq policy permit add staging prod bronze.legacy --kind table-dropped --owner platform --reason "nobody reads it" --expires 2027-03-31',
  ]
  static override args = {
    from: Args.string({ required: true, description: 'Branch that tables come from.' }),
    to: Args.string({ required: true, description: 'Branch that loses it.' }),
    table: Args.string({ required: true, description: 'Namespace and name: bronze.legacy.' }),
  }
  static override flags = {
    kind: Flags.option({ options: DESTRUCTIVE, required: true })({ summary: 'What is lost.' }),
    column: Flags.string({ summary: 'Of column-dropped and type-narrowed: only this one.' }),
    rows: Flags.integer({ min: 1, summary: 'Of rows-lost: at most so many.' }),
    id: Flags.string({ summary: 'Name in the audit record; made of the rest by default.' }),
    owner: Flags.string({ required: true, summary: 'Team that answers for it.' }),
    reason: Flags.string({ required: true, summary: 'Why it may go; a link to the review helps.' }),
    expires: dayFlag({ required: true, summary: 'The last day, in UTC, on which it can be used.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PermitAdd)
    const { kind, column, rows, id, owner, reason, expires } = flags
    const request = { ...args, kind, column, rows, id, owner, reason, expires }
    const { file, permit } = await writePermit(this.settings(flags), request)
    const text = () => `${file}: ${permit.id} permits ${permitSubject(permit)}, once, until ${permit.expires}`
    this.print(flags.format, { text, data: { file, permit } })
  }
}
