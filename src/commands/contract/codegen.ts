import { Flags } from '@oclif/core'
import { codegenTarget } from '../../cli/contract/codegen-target.ts'
import { FindingsCommand } from '../../cli/findings-command.ts'
import { contractFiles, writableFolder } from '../../cli/wiring.ts'
import { checkDeclarations } from '../../contracts/codegen/check-declarations.ts'
import { declarations } from '../../contracts/codegen/declarations.ts'
import { requireContracts } from '../../contracts/repo/require.ts'

export default class Codegen extends FindingsCommand {
  static override summary =
    'Write TypeScript declarations of the contracts, so that the compiler checks field names in jobs.'
  static override examples = ['$ dq contract codegen', '$ dq contract codegen --check']
  static override flags = {
    out: Flags.string({ summary: 'File to write; default codegen.out in dq.yaml.' }),
    module: Flags.string({ summary: 'Module whose interface Contracts is filled; default codegen.module in dq.yaml.' }),
    check: Flags.boolean({ summary: 'Write nothing; report whether the file is out of date.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Codegen)
    const settings = this.settings(flags)
    const { folder, name, shown, module } = codegenTarget(settings, flags)
    const contracts = await requireContracts(await contractFiles(settings))
    const text = declarations(contracts, module)
    const files = await writableFolder(folder)
    const findings = flags.check ? await checkDeclarations(files, name, shown, text) : []
    if (!flags.check) {
      await files.write(name, text)
      this.logToStderr(`wrote ${shown}`)
    }
    await this.report(findings, { format: flags.format, looked: { contract: contracts.length } })
  }
}
