import { lineageDifferences } from '../../contracts/lineage/lineage-differences.ts'
import { type LineageFile, lineageText } from '../../contracts/lineage/lineage-file.ts'
import { readLineage } from '../../contracts/lineage/read-lineage.ts'
import missingLineage from '../../contracts/lineage/rules/missing-lineage.ts'
import { finding } from '../../contracts/validate/rule.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { Settings } from '../config.ts'
import { shownPath } from '../shown-path.ts'
import { lineagePath, textOfFile, writeLineage } from './lineage-file.ts'
import { lineageOfJobs } from './lineage-of-jobs.ts'

export interface Exported {
  readonly findings: readonly Finding[]
  readonly looked: { readonly job: number; readonly edge: number }
  /** What was written, when something was. */
  readonly wrote?: string
}

/** Writes the lineage file, or with `check` says how it differs from what the jobs say. */
export async function exportLineage(settings: Settings, check: boolean): Promise<Exported> {
  const lineage = await lineageOfJobs(settings)
  const text = lineageText(lineage)
  const path = lineagePath(settings)
  const old = textOfFile(path)
  const looked = { job: lineage.jobs.length, edge: lineage.jobs.reduce((sum, { edges }) => sum + edges.length, 0) }
  if (check) return { findings: differences(shownPath(path), old, lineage, text), looked }
  const isSame = old?.replaceAll('\r\n', '\n') === text
  if (!isSame) writeLineage(settings, text)
  return { findings: [], looked, wrote: `${shownPath(path)} ${isSame ? 'is as it should be' : 'was written'}` }
}

function differences(
  file: string,
  old: string | undefined,
  lineage: Pick<LineageFile, 'jobs'>,
  text: string,
): readonly Finding[] {
  if (old === undefined) {
    const message = `${file} is not there`
    return [{ ...finding(missingLineage, { at: { file }, message }), severity: 'error' }]
  }
  if (old.replaceAll('\r\n', '\n') === text) return []
  const read = readLineage(file, old)
  return read.lineage === undefined ? read.findings : lineageDifferences(read.lineage, lineage, file)
}
