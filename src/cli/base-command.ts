import { Command, Errors, Flags } from '@oclif/core'
import { DqError } from '../kernel/errors.ts'
import type { Finding } from '../kernel/finding.ts'
import { type ConfigFlags, loadSettings, type Settings } from './config.ts'
import { EXIT, failureJson, failureText } from './failure.ts'
import { jsonText } from './json-text.ts'
import { FORMATS, type Format, reporters } from './report/index.ts'
import { withoutColor } from './style.ts'
import { usageError } from './usage-error.ts'

/** What every command shares: the global flags, how results are printed, and how each kind of end becomes an exit code. */
export abstract class DqCommand extends Command {
  static override baseFlags = {
    format: Flags.option({ options: FORMATS, default: 'text' as Format, helpGroup: 'GLOBAL' })({
      summary: 'Print for people (text) or for machines (json).',
    }),
    config: Flags.string({ summary: 'Use this dq.yaml, not the nearest one upwards.', helpGroup: 'GLOBAL' }),
    env: Flags.string({ summary: 'Use the settings of environments.<env> in dq.yaml.', helpGroup: 'GLOBAL' }),
    'no-color': Flags.boolean({ summary: 'Plain text, as with NO_COLOR.', helpGroup: 'GLOBAL' }),
  }

  protected override async init(): Promise<void> {
    await super.init()
    if (this.argv.includes('--no-color')) withoutColor()
  }

  /** The settings of this run: flag, then `DQ_*`, then dq.yaml, then default. */
  protected settings(flags: ConfigFlags): Settings {
    return loadSettings(flags)
  }

  /** Prints a result that is no list of findings: text for people, or its data for machines. */
  protected print(format: Format, result: { readonly text: () => string; readonly data: unknown }): void {
    this.log(format === 'json' ? jsonText(result.data) : result.text())
  }

  /**
   * Prints findings and how much was looked at (singular noun → count), and ends with exit code 1 when one is an error.
   * A check that looked at nothing has checked nothing: that is a failure.
   */
  protected report(
    findings: readonly Finding[],
    { format, looked }: { readonly format: Format; readonly looked: { readonly [noun: string]: number } },
  ): void {
    const nouns = Object.keys(looked)
    if (findings.length === 0 && nouns.every((noun) => looked[noun] === 0)) {
      throw new DqError(`nothing was checked: found no ${nouns.join(', no ')}`, {
        hint: 'check the folders in dq.yaml, and the names given on the command line',
      })
    }
    this.log(reporters[format]({ findings, looked }))
    if (findings.some((finding) => finding.severity === 'error')) this.exit(EXIT.findings)
  }

  /** oclif would end a failure with exit code 1, which means "findings" here. */
  protected override async catch(error: Error): Promise<void> {
    if (error instanceof Errors.ExitError) throw error
    const failure = usageError(error, this.ctor) ?? error
    this.logToStderr(failureText(failure, process.env.DQ_LOG === 'debug'))
    if (this.argv.some((arg, i) => arg === '--format=json' || (arg === '--format' && this.argv[i + 1] === 'json'))) {
      this.log(jsonText(failureJson(failure)))
    }
    this.exit(EXIT.failed)
  }
}
