import { Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { progressLine } from '../../cli/progress.ts'
import { gxSetup } from '../../cli/wiring/quality.ts'

export default class QualitySetupGx extends DqCommand {
  static override summary = 'Install the real Great Expectations, for dq quality run --engine gx.'
  static override description =
    'Makes a virtual environment of Python 3.10 or later in the cache folder, with exact versions of all packages (about 410 MB). Done already, it does nothing. DQ_PYTHON names another Python.'
  static override examples = [
    '$ dq quality setup-gx',
    '$ DQ_PYTHON=/opt/python3.12/bin/python3 dq quality setup-gx --force',
  ]
  static override flags = {
    force: Flags.boolean({ summary: 'Make it again, whatever is there.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(QualitySetupGx)
    const progress = progressLine()
    const done = await gxSetup(this.settings(flags, { anywhere: true }), {
      force: flags.force ?? false,
      onProgress: (text) => progress.update(text),
    }).finally(() => progress.clear())
    const { version, python, folder, made } = done
    const text = `Great Expectations ${version} on Python ${python} ${made ? 'is ready' : 'was ready already'}: ${folder}`
    this.print(flags.format, { text: () => text, data: done })
  }
}
