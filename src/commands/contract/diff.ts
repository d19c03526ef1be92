import { Args, Flags } from '@oclif/core'
import { diffContractRepos } from '../../cli/contract/diff.ts'
import { type DiffFormat, diffReports } from '../../cli/contract/diff-report.ts'
import { RootCommand } from '../../cli/root-command.ts'

const FORMATS = Object.keys(diffReports) as DiffFormat[]

export default class Diff extends RootCommand {
  static override summary = 'Show what changed in the contracts, without judging it.'
  static override description =
    'Compares two states of the contracts: fields, types, defaults, keys, partitions, service levels, owners, privacy classes; and the expectations, branch policies and waivers beside them. To judge the changes: dq contract check.'
  static override examples = ['$ dq contract diff main', '$ dq contract diff ./old ./new --format markdown']
  static override args = {
    before: Args.string({ required: true, description: 'Git ref, folder (./x) or archive.' }),
    after: Args.string({ description: 'The same; default the contracts as they stand now.' }),
  }
  static override flags = {
    format: Flags.option({ options: FORMATS, default: 'text' as DiffFormat, helpGroup: 'GLOBAL' })({
      summary: 'Print for people (text), machines (json) or a pull request (markdown).',
    }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Diff)
    this.log(diffReports[flags.format](await diffContractRepos(this.settings(flags), args)))
  }
}
