import { Flags } from '@oclif/core'
import { FindingsCommand } from '../../cli/findings-command.ts'
import { contractFiles } from '../../cli/wiring.ts'
import { syncContracts } from '../../contracts/sync/sync-contracts.ts'

export default class Sync extends FindingsCommand {
  static override summary = 'Write the ODCS properties of the contracts from their Avro schemas.'
  static override description =
    'Names, types, required and descriptions come from the .avsc; comments and everything else in the YAML stay as they are.'
  static override examples = ['$ dq contract sync', '$ dq contract sync --check']
  static override flags = { check: Flags.boolean({ summary: 'Write nothing; report what would be written.' }) }

  async run(): Promise<void> {
    const { flags } = await this.parse(Sync)
    const files = await contractFiles(this.settings(flags))
    const { changes, differences, findings, contracts } = await syncContracts(files)
    for (const { path, file, text } of flags.check ? [] : changes) {
      await files.write(path, text)
      this.logToStderr(`wrote ${file}`)
    }
    const left = flags.check ? [...findings, ...differences] : findings
    await this.report(left, { format: flags.format, looked: { contract: contracts } })
  }
}
