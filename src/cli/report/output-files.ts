import { lstatSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Flags } from '@oclif/core'
import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'

/** Where one format of a report goes: a file, or stdout. */
export interface OutputOf<F extends string> {
  readonly format: F
  readonly file?: string
}

/** `--format sarif=out.sarif`; may be given again. */
export const outputFlagOf = <F extends string>(formats: readonly (F | 'text')[]) =>
  Flags.custom<OutputOf<F | 'text'>>({
    helpValue: 'format[=file]',
    async parse(text) {
      const at = text.indexOf('=')
      const name = at === -1 ? text : text.slice(0, at)
      const format = formats.find((known) => known === name)
      if (format === undefined)
        throw new DqError(`unknown format "${name}"${didYouMean(name, formats)}`, {
          hint: `formats: ${formats.join(', ')}`,
        })
      if (at === -1) return { format }
      const file = text.slice(at + 1)
      if (file === '') throw new DqError(`"${text}" names no file`, { hint: `e.g. --format ${name}=report.${name}` })
      return { format, file }
    },
  })({
    multiple: true,
    multipleNonGreedy: true,
    default: async () => [{ format: 'text' } as const],
    defaultHelp: async () => 'text',
    helpGroup: 'GLOBAL',
    summary: `How to report: ${formats.join(', ')}; "=file" writes there. May be given again.`,
  })

/** Prints a report in one format and writes it in any number of others; with files only, stdout gets the summary. */
export function writeOutputs<F extends string>(
  outputs: readonly OutputOf<F>[],
  render: (format: F) => string,
  { log, summary }: { readonly log: (text: string) => void; readonly summary: () => string },
): void {
  const printed = outputs.filter(({ file }) => file === undefined)
  if (printed.length > 1)
    throw new DqError(`stdout can hold one format, not ${printed.map(({ format }) => format).join(' and ')}`, {
      hint: `give the others a file: --format ${printed[1]?.format}=report.${printed[1]?.format}`,
    })
  for (const { format, file } of outputs) {
    const text = render(format)
    if (file === undefined) log(text)
    else writeWhole(file, `${text}\n`)
  }
  if (printed.length === 0) log(summary())
}

/** The whole report or none of it: a CI step that uploads it must not find half. */
function writeWhole(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    // A pipe, a link or a device (/dev/null) is written to: a file in its place would be the end of it.
    if (lstatSync(file, { throwIfNoEntry: false })?.isFile() === false) return writeFileSync(file, text)
    writeFileSync(`${file}.part`, text)
    renameSync(`${file}.part`, file)
  } catch (cause) {
    throw new DqError(`cannot write ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      hint: 'check the path after "=" in --format',
      cause,
    })
  }
}
