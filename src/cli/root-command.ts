import { Command, Errors, Flags } from '@oclif/core'
import { type ConfigFlags, loadSettings, type Settings } from './config.ts'
import { diskFailure } from './disk-failure.ts'
import { EXIT, failureAnnotation, failureJson, failureText } from './failure.ts'
import { jsonText } from './json-text.ts'
import { requireRepo } from './require-repo.ts'
import { withoutColor } from './style.ts'
import { usageError } from './usage-error.ts'

/** What every command shares, whatever it prints: the global flags, the settings, and how each kind of end becomes an exit code. */
export abstract class RootCommand extends Command {
  static override baseFlags = {
    config: Flags.string({ summary: 'Use this dq.yaml, not the nearest one upwards.', helpGroup: 'GLOBAL' }),
    env: Flags.string({ summary: 'Use the settings of environments.<env> in dq.yaml.', helpGroup: 'GLOBAL' }),
    'no-color': Flags.boolean({ summary: 'Plain text, as with NO_COLOR.', helpGroup: 'GLOBAL' }),
  }

  protected override async init(): Promise<void> {
    await super.init()
    if (this.argv.includes('--no-color')) withoutColor()
    // oclif would take an argument that is not given from stdin, which is an open pipe in many a CI job.
    for (const arg of Object.values(this.ctor.args)) arg.ignoreStdin = true
  }

  /**
   * The settings of this run: flag, then `DQ_*`, then dq.yaml, then default. @throws DqError outside of a contract repo, unless what is asked
   * for can be done anywhere.
   */
  protected settings(flags: ConfigFlags, { anywhere = false }: { readonly anywhere?: boolean } = {}): Settings {
    const settings = loadSettings(flags)
    if (!anywhere) requireRepo(settings)
    return settings
  }

  /** oclif would end a failure with exit code 1, which means "findings" here. */
  protected override async catch(error: Error): Promise<void> {
    if (error instanceof Errors.ExitError) throw error
    const failure = usageError(error, this.ctor) ?? diskFailure(error) ?? error
    this.logToStderr(failureText(failure, process.env.DQ_LOG === 'debug'))
    const prints = (format: string) =>
      this.argv.some((arg, i) => arg === `--format=${format}` || (arg === '--format' && this.argv[i + 1] === format))
    if (prints('json')) this.log(jsonText(failureJson(failure)))
    if (prints('github')) this.log(failureAnnotation(failure))
    this.exit(EXIT.failed)
  }
}
