import { appendFileSync } from 'node:fs'
import { FORMATS, type Format, reporters } from './index.ts'
import { type OutputOf, outputFlagOf, writeOutputs } from './output-files.ts'
import { type Report, type ReportContext, summary } from './report.ts'

export type Output = OutputOf<Format>

export const outputFlag = outputFlagOf(FORMATS)

/** A report of findings, printed and written; on GitHub its summary becomes the page of the job. */
export function writeReport(
  report: Report,
  outputs: readonly Output[],
  context: ReportContext,
  host: { readonly log: (text: string) => void; readonly env: NodeJS.ProcessEnv },
): void {
  writeOutputs(outputs, (format) => reporters[format](report, context), {
    log: host.log,
    summary: () => summary(report),
  })
  const pageOfJob = host.env.GITHUB_STEP_SUMMARY
  if (pageOfJob && outputs.some(({ format }) => format === 'github'))
    appendFileSync(pageOfJob, `${reporters.markdown(report, context)}\n`)
}
