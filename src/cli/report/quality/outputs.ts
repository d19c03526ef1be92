import { appendFileSync } from 'node:fs'
import { fromRepositoryRoot } from '../from-root.ts'
import { type OutputOf, outputFlagOf, writeOutputs } from '../output-files.ts'
import { QUALITY_FORMATS, type QualityFormat, qualityReporters } from './formats.ts'
import { type QualityReport, qualitySummary } from './report.ts'

export const qualityFormatFlag = outputFlagOf(QUALITY_FORMATS)

/** A run of a suite, printed and written; on GitHub its summary becomes the page of the job. */
export function writeQualityRun(
  report: QualityReport,
  outputs: readonly OutputOf<QualityFormat>[],
  version: string,
  host: { readonly log: (text: string) => void; readonly env: NodeJS.ProcessEnv },
): void {
  const context = { version, fromRoot: fromRepositoryRoot(process.cwd()) }
  const summary = () => `${report.result.meta.table}: ${qualitySummary(report.result)}`
  writeOutputs(outputs, (format) => qualityReporters[format](report, context), { log: host.log, summary })
  const pageOfJob = host.env.GITHUB_STEP_SUMMARY
  if (pageOfJob && outputs.some(({ format }) => format === 'github'))
    appendFileSync(pageOfJob, `${qualityReporters.markdown(report, context)}\n`)
}
