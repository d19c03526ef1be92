import { Flags } from '@oclif/core'
import { jsonText } from './json-text.ts'
import { RootCommand } from './root-command.ts'

/** How a result is printed that is no list of findings. */
const PRINTED = ['text', 'json'] as const
type Printed = (typeof PRINTED)[number]

/** A command that answers with one thing: text for people, or its data for machines. */
export abstract class DqCommand extends RootCommand {
  static override baseFlags = {
    ...RootCommand.baseFlags,
    format: Flags.option({ options: PRINTED, default: 'text' as Printed, helpGroup: 'GLOBAL' })({
      summary: 'Print for people (text) or for machines (json).',
    }),
  }

  /** Prints a result that is no list of findings: text for people, or its data for machines; warnings to both beside it. */
  protected print(
    format: Printed,
    result: { readonly text: () => string; readonly data: unknown; readonly warnings?: readonly string[] | undefined },
  ): void {
    this.log(format === 'json' ? jsonText(result.data) : result.text())
    for (const warning of result.warnings ?? []) this.logToStderr(`warning: ${warning}`)
  }
}
