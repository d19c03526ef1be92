import { Args } from '@oclif/core'
import { FindingsCommand } from '../../cli/findings-command.ts'
import { contractFiles, exampleFiles } from '../../cli/wiring.ts'
import { testExamples } from '../../contracts/examples/test-examples.ts'
import { contractNamed, requireContracts } from '../../contracts/repo/require.ts'

export default class Test extends FindingsCommand {
  static override summary =
    'Try the examples of the contracts: valid ones must pass, invalid ones must get the error they name.'
  static override description =
    'Examples are fixtures/contracts/<contract id>/valid/<case>.json (a record) and invalid/<case>.json ({"error": {"reason", "path", "message"}, "record"}).'
  static override examples = ['$ dq contract test', '$ dq contract test order.created']
  static override args = { name: Args.string({ description: 'Only the examples of this contract.' }) }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Test)
    const settings = this.settings(flags)
    const all = await requireContracts(await contractFiles(settings))
    const chosen = args.name === undefined ? all : [contractNamed(all, args.name)]
    const { findings, examples } = await testExamples(chosen, await exampleFiles(settings), all)
    await this.report(findings, { format: flags.format, looked: { contract: chosen.length, example: examples } })
  }
}
