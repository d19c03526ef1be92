import { Args, Flags } from '@oclif/core'
import { contractImpact } from '../../cli/contract/impact.ts'
import { type ImpactFormat, impactReports } from '../../cli/contract/impact-report.ts'
import { RootCommand } from '../../cli/root-command.ts'
import { TRIALS } from '../../contracts/impact/suppose.ts'

const FORMATS: readonly ImpactFormat[] = ['text', 'json', 'mermaid']

export default class Impact extends RootCommand {
  static override summary = 'Who uses a field or a contract, and who is hurt when it changes.'
  static override description =
    'Jobs (from lineage.json: none is run), tables and features they fill, suites, recorded events, contracts that name it; on through everything that is made of it.'
  static override examples = [
    '$ dq contract impact order.created.total_amount',
    '$ dq contract impact order.created.total_amount --as removed',
    '$ dq contract impact order.created --format mermaid',
  ]
  static override args = {
    name: Args.string({ required: true, description: 'A contract, or <contract>.<field>.' }),
  }
  static override flags = {
    as: Flags.option({ options: TRIALS })({
      summary: 'Try it: what dq contract check would say if the field were so.',
    }),
    format: Flags.option({ options: FORMATS, default: 'text' as ImpactFormat, helpGroup: 'GLOBAL' })({
      summary: 'Print for people (text), machines (json), or as a picture (mermaid).',
    }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Impact)
    this.log(impactReports[flags.format](await contractImpact(this.settings(flags), args.name, flags.as)))
  }
}
