import type { Finding } from '../../kernel/finding.ts'
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
  if (found.length > 0) return { findings: found.map((one) => finding(invalidLineage, one)) }
  return { findings: [finding(invalidLineage, { at: { file, line: 1 }, message: 'the file is not JSON' })] }
}

function parsed(text: string): LineageFile | undefined {
  try {
    return lineageFile.safeParse(JSON.parse(text), { jitless: true }).data
  } catch {
    return undefined
  }
}
