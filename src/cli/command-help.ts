import { CommandHelp } from '@oclif/core'

/** Usage names arguments and the flags that must be given; the others stand below it, one a line, with what they are. */
export class DqCommandHelp extends CommandHelp {
  protected override defaultUsage(): string {
    const { id, args, flags } = this.command
    const argumentTexts = Object.values(args ?? {}).map(({ name, required, multiple }) => {
      const text = `${name.toUpperCase()}${multiple === true ? '...' : ''}`
      return required === true ? text : `[${text}]`
    })
    const needed = Object.values(flags ?? {}).flatMap((flag) =>
      flag.required !== true ? [] : [flag.type === 'option' ? `--${flag.name} ${valueText(flag)}` : `--${flag.name}`],
    )
    return [id.replaceAll(':', this.config.topicSeparator), ...argumentTexts, ...needed, '[flags]'].join(' ')
  }
}

function valueText({ helpValue, options }: { helpValue?: string | string[]; options?: readonly string[] }): string {
  if (helpValue !== undefined) return [helpValue].flat().join(' ')
  return options === undefined ? '<value>' : options.join('|')
}
