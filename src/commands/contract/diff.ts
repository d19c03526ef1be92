import { Args, Flags } from '@oclif/core'
import { type DiffFormat, diffReports } from '../../cli/contract/diff-report.ts'
import { RootCommand } from '../../cli/root-command.ts'
import { contractBaseline, currentContracts } from '../../cli/wiring.ts'
import { diffSnapshots } from '../../contracts/baseline/diff-snapshots.ts'

const FORMATS = Object.keys(diffReports) as DiffFormat[]

export default class Diff extends RootCommand {
  static override summary = 'Show what changed in the contracts, without judging it.'
  static override description =
    'Compares two states of the contracts: fields, types, defaults, keys, partitions, service levels, owners, privacy classes. To judge the changes: dq contract check.'
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
    const settings = this.settings(flags)
    const before = await contractBaseline(settings, args.before)
    const now = { name: 'now', snapshot: () => currentContracts(settings, false) }
    const after = args.after === undefined ? now : await contractBaseline(settings, args.after)
    const diff = await diffSnapshots(await before.snapshot(), await after.snapshot())
    this.log(diffReports[flags.format]({ ...diff, before: before.name, after: after.name }))
  }
}
