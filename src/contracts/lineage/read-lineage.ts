import type { Finding } from '../../kernel/finding.ts'
import { byPlace } from '../repo/by-place.ts'
import { parseShape } from '../repo/shape-findings.ts'
import { readYaml } from '../repo/yaml-file.ts'
import { finding } from '../validate/rule.ts'
import { type LineageFile, lineageFile } from './lineage-file.ts'
import invalidLineage from './rules/invalid-lineage.ts'

/** Reads the lineage file; what is wrong with it is told with its line (JSON is a part of YAML, whose reader knows lines). */
export function readLineage(
  file: string,
  text: string,
): { readonly lineage?: LineageFile; readonly findings: readonly Finding[] } {
  const quick = parsed(text)
  if (quick !== undefined) return { lineage: quick, findings: [] }
  const { yaml, findings } = readYaml(file, text)
  const found = yaml === undefined ? findings : parseShape(lineageFile, yaml, { rule: invalidLineage }).findings
  const [first, ...more] = found.toSorted(byPlace)
  if (first === undefined)
    return { findings: [finding(invalidLineage, { at: { file, line: 1 }, message: 'the file is not JSON' })] }
  // It is written anew, whatever else is wrong with it.
  const message = more.length === 0 ? first.message : `${first.message} (and ${more.length} more)`
  return { findings: [finding(invalidLineage, { at: first.at, message })] }
}

function parsed(text: string): LineageFile | undefined {
  try {
    return lineageFile.safeParse(JSON.parse(text), { jitless: true }).data
  } catch {
    return undefined
  }
}
