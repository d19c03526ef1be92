import { Flags } from '@oclif/core'
import { FindingsCommand } from '../../cli/findings-command.ts'
import { exportLineage } from '../../cli/lineage/export.ts'

export default class LineageExport extends FindingsCommand {
  static override summary = 'Write lineage.json: what every job does with every field, for checks that run no job.'
  static override description =
    'Loads every job of this repo. `dq contract check` and `dq contract impact` read the file instead, and say when it is stale. Commit it; in CI run it with --check.'
  static override examples = ['$ dq lineage export', '$ dq lineage export --check']
  static override flags = {
    check: Flags.boolean({ summary: 'Write nothing; exit code 1 when the file is not what the jobs say.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(LineageExport)
    const { findings, wrote, ...report } = await exportLineage(this.settings(flags), flags.check)
    if (wrote !== undefined) this.logToStderr(wrote)
    await this.report(findings, { ...report, format: flags.format })
  }
}
