import type { Finding } from '../../kernel/finding.ts'
import { parseShape } from '../repo/shape-findings.ts'
import { readYaml } from '../repo/yaml-file.ts'
import { consumesFile, type Declared } from './consumes-file.ts'
import invalidConsumes from './rules/invalid-consumes.ts'

/** Reads `consumes.yaml`; every mistake is a finding at its line, and then nothing of the file counts. */
export function readConsumes(
  file: string,
  text: string,
): { readonly declared?: Declared; readonly findings: readonly Finding[] } {
  const { yaml, findings } = readYaml(file, text)
  if (yaml === undefined) return { findings }
  const shape = parseShape(consumesFile, yaml, { rule: invalidConsumes })
  if (shape.value === undefined) return { findings: shape.findings }
  return {
    declared: {
      file,
      consumes: shape.value,
      at: (contract, field) =>
        yaml.at(['consumes', contract, ...(field === undefined ? ['contract'] : ['fields', field])]),
      centralAt: () => yaml.at(['central', 'ref']),
    },
    findings,
  }
}
