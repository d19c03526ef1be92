import type { Finding } from '../../kernel/finding.ts'
import { parseShape } from '../repo/shape-findings.ts'
import { readYaml } from '../repo/yaml-file.ts'
import { type Plan, planFile } from './plan-file.ts'
import invalidPlan from './rules/invalid-plan.ts'

/** Reads a plan; every mistake is a finding at its line, and then the plan does not count. */
export function readPlan(file: string, text: string): { readonly plan?: Plan; readonly findings: readonly Finding[] } {
  const { yaml, findings } = readYaml(file, text)
  if (yaml === undefined) return { findings }
  const shape = parseShape(planFile, yaml, { rule: invalidPlan })
  if (shape.value === undefined) return { findings: shape.findings }
  return { plan: { ...shape.value, file, at: (key) => yaml.at([key]) }, findings }
}
