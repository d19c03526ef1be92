import type { Finding } from '../../kernel/finding.ts'
import { parseShape } from '../repo/shape-findings.ts'
import { readYaml, type YamlFile } from '../repo/yaml-file.ts'
import { type BranchPolicy, branchPolicy } from './branch-policy.ts'

/** A policy whose values still know their lines, or what is wrong with it: never half of one. */
export type ReadPolicy =
  | { readonly policy: BranchPolicy; readonly yaml: YamlFile; readonly findings: readonly [] }
  | { readonly policy?: undefined; readonly yaml?: undefined; readonly findings: readonly Finding[] }

/** Reads `branches.yaml`; `file` is the path as messages show it. */
export function readBranchPolicy(text: string, file: string): ReadPolicy {
  const { yaml, findings } = readYaml(file, text)
  if (yaml === undefined) return { findings }
  const shape = parseShape(branchPolicy, yaml)
  return shape.value === undefined ? { findings: shape.findings } : { policy: shape.value, yaml, findings: [] }
}
