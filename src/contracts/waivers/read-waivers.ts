import { z } from 'zod'
import type { Finding } from '../../kernel/finding.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import { parseShape } from '../repo/shape-findings.ts'
import { readYaml } from '../repo/yaml-file.ts'
import { finding } from '../validate/rule.ts'
import invalidWaiver from './rules/invalid-waiver.ts'
import unknownWaiverRule from './rules/unknown-waiver-rule.ts'
import { type Waiver, waiverEntry } from './waiver.ts'

const waiversFile = z.strictObject({ version: z.literal(1), waivers: z.array(z.unknown()) })

export interface ReadWaivers {
  readonly waivers: readonly Waiver[]
  readonly findings: readonly Finding[]
}

/** Reads `waivers.yaml`: a wrong entry is a finding and excuses nothing, the others still count. `rules`: the ids there are, when they matter. */
export function readWaivers(file: string, text: string, rules?: readonly string[]): ReadWaivers {
  const { yaml, findings: syntax } = readYaml(file, text)
  if (yaml === undefined) return { waivers: [], findings: syntax }
  const shape = parseShape(waiversFile, yaml)
  if (shape.value === undefined) return { waivers: [], findings: shape.findings }
  const waivers: Waiver[] = []
  const findings: Finding[] = []
  shape.value.waivers.forEach((_, i) => {
    const base = ['waivers', i]
    const entry = parseShape(waiverEntry, yaml, { base, rule: invalidWaiver })
    findings.push(...entry.findings)
    if (entry.value === undefined) return
    const { rule } = entry.value
    if (rule !== undefined && rules !== undefined && !rules.includes(rule)) {
      const message = `there is no rule "${rule}"${didYouMean(rule, rules)}`
      findings.push(finding(unknownWaiverRule, { at: yaml.at([...base, 'rule']), message }))
    } else waivers.push({ ...entry.value, place: yaml.at(base) })
  })
  return { waivers, findings }
}
