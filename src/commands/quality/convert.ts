import { Args, Flags } from '@oclif/core'
import { convertFile, writeConverted } from '../../cli/quality/convert.ts'
import { RootCommand } from '../../cli/root-command.ts'

export default class QualityConvert extends RootCommand {
  static override summary = 'Write a suite as YAML instead of JSON, or the other way round.'
  static override description =
    'JSON is what Great Expectations loads, YAML what people like to write; dq reads both everywhere. Every value, integer and order stays; comments have no place in JSON, and what is lost is told.'
  static override examples = [
    '$ dq quality convert expectations/bronze/bronze.payments.json',
    '$ dq quality convert my-suite.yaml --out my-suite.json',
  ]
  static override args = { suite: Args.string({ required: true, description: 'The path of a suite.' }) }
  static override flags = {
    to: Flags.option({ options: ['json', 'yaml'] as const })({ summary: 'The format; by default the other one.' }),
    out: Flags.string({ summary: 'Write here, not to stdout; never over a file that is there.', helpValue: 'file' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(QualityConvert)
    const byName = flags.out === undefined ? undefined : /\.ya?ml$/.test(flags.out) ? 'yaml' : 'json'
    const { file, text, hadComments } = convertFile(args.suite, flags.to ?? byName)
    if (hadComments) this.logToStderr(`warning: the comments of ${file} are not in the result`)
    if (flags.out === undefined) this.log(text.trimEnd())
    else this.log(`${file} → ${writeConverted(flags.out, text)}`)
  }
}
