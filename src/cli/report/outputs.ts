import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Flags } from '@oclif/core'
import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import { FORMATS, type Format, reporters } from './index.ts'
import { type Report, type ReportContext, summary } from './report.ts'

/** Where one format of a report goes: a file, or stdout. */
export interface Output {
  readonly format: Format
  readonly file?: string
}

/** `--format sarif=out.sarif`; may be given again. */
export const outputFlag = Flags.custom<Output>({
  helpValue: 'format[=file]',
  async parse(text) {
    const at = text.indexOf('=')
    const name = at === -1 ? text : text.slice(0, at)
    const format = FORMATS.find((known) => known === name)
    if (format === undefined)
      throw new DqError(`unknown format "${name}"${didYouMean(name, FORMATS)}`, {
        hint: `formats: ${FORMATS.join(', ')}`,
      })
    if (at === -1) return { format }
    const file = text.slice(at + 1)
    if (file === '') throw new DqError(`"${text}" names no file`, { hint: `e.g. --format ${name}=report.${name}` })
    return { format, file }
  },
})

/** Prints a report in one format and writes it in any number of others; with files only, stdout gets the summary. */
export function writeReport(
  report: Report,
  outputs: readonly Output[],
  context: ReportContext,
  host: { readonly log: (text: string) => void; readonly env: NodeJS.ProcessEnv },
): void {
  const printed = outputs.filter(({ file }) => file === undefined)
  if (printed.length > 1)
    throw new DqError(`stdout can hold one format, not ${printed.map(({ format }) => format).join(' and ')}`, {
      hint: `give the others a file: --format ${printed[1]?.format}=report.${printed[1]?.format}`,
    })
  for (const { format, file } of outputs) {
    const text = reporters[format](report, context)
    if (file === undefined) host.log(text)
    else writeWhole(file, `${text}\n`)
  }
  if (printed.length === 0) host.log(summary(report))
  const pageOfJob = host.env.GITHUB_STEP_SUMMARY
  if (pageOfJob && outputs.some(({ format }) => format === 'github'))
    appendFileSync(pageOfJob, `${reporters.markdown(report, context)}\n`)
}

/** The whole report or none of it: a CI step that uploads it must not find half. */
function writeWhole(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.part`, text)
    renameSync(`${file}.part`, file)
  } catch (cause) {
    throw new DqError(`cannot write ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      hint: 'check the path after "=" in --format',
      cause,
    })
  }
}
