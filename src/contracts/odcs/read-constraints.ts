import type { Finding } from '../../kernel/finding.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { FieldConstraints } from '../model.ts'
import type { DocPath } from '../repo/located.ts'
import type { YamlFile } from '../repo/yaml-file.ts'
import { finding } from '../validate/rule.ts'
import invalidOption from '../validate/rules/invalid-option.ts'
import optionNotEnforced from '../validate/rules/option-not-enforced.ts'
import unknownOption from '../validate/rules/unknown-option.ts'
import type { OdcsItem } from './document.ts'

const BOUNDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const
const LENGTHS = ['minLength', 'maxLength'] as const
const DOCUMENTATION = ['format', 'timezone', 'defaultTimezone'] as const
/** In the standard, and not enforced by `dq` on records. */
const UNENFORCED = ['multipleOf', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'required']
const KNOWN = [...BOUNDS, ...LENGTHS, 'pattern', ...DOCUMENTATION, ...UNENFORCED]

/** Reads `logicalTypeOptions` of a top-level property into what is enforced on every record; bounds keep the text that was typed. */
export function readConstraints(
  property: OdcsItem,
  yaml: YamlFile,
  path: DocPath,
): { constraints: FieldConstraints; findings: readonly Finding[] } {
  const findings: Finding[] = []
  const constraints: { -readonly [K in keyof FieldConstraints]: FieldConstraints[K] } = {}
  const base = [...path, 'logicalTypeOptions']
  for (const [name, value] of Object.entries(property.logicalTypeOptions ?? {})) {
    const at = yaml.at([...base, name])
    const bound = BOUNDS.find((known) => known === name)
    const length = LENGTHS.find((known) => known === name)
    if (bound !== undefined) {
      const text = typeof value === 'number' || typeof value === 'string' ? yaml.sourceAt([...base, name]) : undefined
      if (text === undefined)
        findings.push(finding(invalidOption, { at, message: `${name} must be a number or a date` }))
      else constraints[bound] = text
    } else if (length !== undefined) {
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) constraints[length] = value
      else findings.push(finding(invalidOption, { at, message: `${name} must be a whole number of at least 0` }))
    } else if (name === 'pattern') {
      if (typeof value === 'string') constraints.pattern = value
      else findings.push(finding(invalidOption, { at, message: 'pattern must be a regular expression in quotes' }))
    } else if (UNENFORCED.includes(name)) {
      findings.push(finding(optionNotEnforced, { at, message: `${name} is not enforced on records` }))
    } else if (!KNOWN.includes(name)) {
      const message = `unknown option "${name}"${didYouMean(name, KNOWN)}`
      findings.push(finding(unknownOption, { at: yaml.keyAt([...base, name]), message }))
    }
  }
  return { constraints, findings: [...findings, ...nestedOptions(property, yaml, path)] }
}

/** Options of array items and nested properties: documentation only. */
function nestedOptions(property: OdcsItem, yaml: YamlFile, path: DocPath): Finding[] {
  const inner: (readonly [OdcsItem, DocPath])[] = [
    ...(property.items === undefined ? [] : [[property.items, [...path, 'items']] as const]),
    ...(property.properties ?? []).map((nested, i) => [nested, [...path, 'properties', i]] as const),
  ]
  return inner.flatMap(([nested, at]) => [
    ...Object.keys(nested.logicalTypeOptions ?? {})
      .filter((name) => !DOCUMENTATION.some((known) => known === name))
      .map((name) =>
        finding(optionNotEnforced, {
          at: yaml.keyAt([...at, 'logicalTypeOptions', name]),
          message: `${name} is not enforced inside a field`,
        }),
      ),
    ...nestedOptions(nested, yaml, at),
  ])
}
