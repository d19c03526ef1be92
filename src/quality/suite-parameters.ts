import type { DocPath, Located } from '../contracts/repo/located.ts'
import { finding } from '../contracts/validate/rule.ts'
import type { Finding } from '../kernel/finding.ts'
import { isJsonObject } from '../kernel/json.ts'
import { didYouMean } from '../kernel/suggest.ts'
import unknownParameter from './rules/unknown-parameter.ts'

/** The document with `{"$PARAMETER": "name"}` replaced by its value. Great Expectations' arithmetic in names is refused: it would be a second language. */
export function fillParameters(
  source: Located,
  parameters: Readonly<Record<string, unknown>>,
): { readonly value: unknown; readonly findings: readonly Finding[] } {
  const findings: Finding[] = []
  const fill = (value: unknown, path: DocPath): unknown => {
    if (Array.isArray(value)) return value.map((item, i) => fill(item, [...path, i]))
    if (!isJsonObject(value)) return value
    if (!('$PARAMETER' in value))
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner, [...path, key])]))
    const name = String(value.$PARAMETER)
    if (Object.hasOwn(parameters, name)) return parameters[name]
    const message = /^\w+$/.test(name)
      ? `no value for the suite parameter "${name}"${didYouMean(name, Object.keys(parameters))}`
      : `"${name}" is no name: arithmetic with suite parameters is not supported`
    findings.push(finding(unknownParameter, { at: source.at([...path, '$PARAMETER']), message }))
    return undefined
  }
  return { value: fill(source.value, []), findings }
}
