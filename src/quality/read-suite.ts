import type { Contract } from '../contracts/model.ts'
import type { Located } from '../contracts/repo/located.ts'
import { parseShape } from '../contracts/repo/shape-findings.ts'
import { readYaml } from '../contracts/repo/yaml-file.ts'
import { finding } from '../contracts/validate/rule.ts'
import type { Finding } from '../kernel/finding.ts'
import { didYouMean } from '../kernel/suggest.ts'
import { checkColumns } from './check-columns.ts'
import type { CheckedExpectation, CheckedSuite } from './checked-suite.ts'
import { ELSEWHERE } from './elsewhere.ts'
import { expectations } from './expectations/index.ts'
import invalidExpectation from './rules/invalid-expectation.ts'
import unknownExpectation from './rules/unknown-expectation.ts'
import { ExpectationSuite } from './suite.ts'
import { fillParameters } from './suite-parameters.ts'

export interface ReadSuite {
  /** Absent when anything is wrong: a suite runs whole or not at all. */
  readonly suite?: CheckedSuite
  readonly findings: readonly Finding[]
  /** How many expectations the file has. */
  readonly expectations: number
}

/**
 * Reads a suite in the format of Great Expectations 1.x, as JSON or YAML (of which JSON is a part), and checks it against
 * the contract of its table. Fails closed: what Great Expectations would drop in silence is a finding here.
 */
export function readSuite(
  file: string,
  text: string,
  options: { readonly contract?: Contract | undefined; readonly parameters?: Readonly<Record<string, unknown>> } = {},
): ReadSuite {
  const { yaml, findings: syntax } = readYaml(file, text)
  if (yaml === undefined) return { findings: syntax, expectations: 0 }
  const shape = parseShape(ExpectationSuite, yaml)
  if (shape.value === undefined) return { findings: shape.findings, expectations: 0 }
  const { value: suite } = shape
  const { value, findings } = fillParameters(yaml, { ...suite.suite_parameters, ...options.parameters })
  const filled: Located = { ...yaml, value }
  const found = [...findings]
  const checked: CheckedExpectation[] = []
  suite.expectations.forEach(({ type, id, meta, severity }, i) => {
    const base = ['expectations', i] as const
    const expectation = expectations.get(type)
    if (expectation === undefined) {
      const elsewhere = ELSEWHERE.get(type)
      found.push(
        finding(unknownExpectation, {
          at: yaml.at([...base, 'type']),
          message:
            elsewhere === undefined
              ? `there is no expectation "${type}"${didYouMean(type, expectations.keys())}`
              : `"${type}" is not judged by dq: ${elsewhere}`,
          ...(elsewhere !== undefined && { fix: 'run it with Great Expectations itself, in a suite of its own' }),
        }),
      )
      return
    }
    // A parameter without a value was told already, and has no form to be checked.
    if (findings.some(({ at }) => at.path?.startsWith(`/expectations/${i}/`))) return
    const kwargs = parseShape(expectation.kwargs, filled, { base: [...base, 'kwargs'], rule: invalidExpectation })
    found.push(...kwargs.findings)
    if (kwargs.value === undefined) return
    const written = (value as { expectations: readonly { kwargs?: Record<string, unknown> }[] }).expectations[i]?.kwargs
    const bound = expectation.bind(written ?? {})
    found.push(...checkColumns(bound, options.contract, (path) => yaml.at([...base, 'kwargs', ...path])))
    checked.push({
      type,
      kwargs: written ?? {},
      meta: meta ?? {},
      id: id ?? null,
      severity: severity ?? 'critical',
      bound,
      at: yaml.at(base),
    })
  })
  const counted = { findings: found, expectations: suite.expectations.length }
  if (found.length > 0) return counted
  return {
    ...counted,
    suite: {
      name: suite.name,
      file,
      ...(options.contract !== undefined && { contract: options.contract }),
      expectations: checked,
    },
  }
}
