import { Args } from '@oclif/core'
import { findingsBelow } from '../../cli/contract/findings-below.ts'
import { FindingsCommand } from '../../cli/findings-command.ts'
import { contractFiles } from '../../cli/wiring.ts'
import { loadContracts } from '../../contracts/repo/load.ts'

export default class Validate extends FindingsCommand {
  static override summary = 'Report everything that is wrong in the contracts.'
  static override description =
    'Reads every contract and Avro schema, checks each against the standard and against each other, and names file, line and fix of every mistake.'
  static override examples = ['$ dq contract validate', '$ dq contract validate contracts/events']
  static override args = {
    path: Args.string({ multiple: true, description: 'Report only what is wrong in these files and folders.' }),
  }

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Validate)
    const loaded = await loadContracts(await contractFiles(this.settings(flags)))
    const { findings, contracts } = findingsBelow(loaded, argv.map(String))
    await this.report(findings, { format: flags.format, looked: { contract: contracts } })
  }
}
