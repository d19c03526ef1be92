import { checkContracts } from '../../cli/contract/check.ts'
import { checkFlags } from '../../cli/contract/check-flags.ts'
import { FindingsCommand } from '../../cli/findings-command.ts'

export default class Check extends FindingsCommand {
  static override summary = 'Report contract changes that would break a producer or a consumer.'
  static override description =
    'Compares contracts, expectations, branch policies and waivers with those of a git ref, a folder or an archive, without checking anything out. Exit code 0: nothing found, 1: findings, 2: it could not be checked.'
  static override examples = [
    '$ dq contract check --against main',
    '$ dq contract check --against merge-base:origin/main --format github --format sarif=contracts.sarif',
    '$ dq contract check --staged',
    '$ dq contract check --against v2.0.0 --history "v*" --prove',
  ]
  static override flags = checkFlags

  async run(): Promise<void> {
    const { flags } = await this.parse(Check)
    const { findings, ...report } = await checkContracts(this.settings(flags), flags, (text) => this.logToStderr(text))
    await this.report(findings, { ...report, format: flags.format })
  }
}
