import type { Contract } from '../contracts/model.ts'
import type { Located } from '../contracts/repo/located.ts'
import { parseShape } from '../contracts/repo/shape-findings.ts'
import { readYaml } from '../contracts/repo/yaml-file.ts'
import { finding } from '../contracts/validate/rule.ts'
import type { Finding, Place } from '../kernel/finding.ts'
import { didYouMean } from '../kernel/suggest.ts'
import { checkColumns } from './check-columns.ts'
import type { CheckedExpectation, CheckedSuite } from './checked-suite.ts'
import { ELSEWHERE } from './elsewhere.ts'
import type { Expectation } from './expectation.ts'
import { expectations } from './expectations/index.ts'
import { onlyInGx } from './gx/only-gx.ts'
import { ownExpectations } from './own/index.ts'
import impossibleExpectation from './rules/impossible-expectation.ts'
import invalidExpectation from './rules/invalid-expectation.ts'
import unknownExpectation from './rules/unknown-expectation.ts'
import { ExpectationSuite, OwnPart, type SuiteEngine } from './suite.ts'
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
  options: {
    readonly contract?: Contract | undefined
    readonly parameters?: Readonly<Record<string, unknown>>
    /** Who judges; by default as the suite says. */
    readonly engine?: SuiteEngine | undefined
  } = {},
): ReadSuite {
  const { yaml, findings: syntax } = readYaml(file, text)
  if (yaml === undefined) return { findings: syntax, expectations: 0 }
  const shape = parseShape(ExpectationSuite, yaml)
  if (shape.value === undefined) return { findings: shape.findings, expectations: 0 }
  const { value: suite } = shape
  const { value, findings } = fillParameters(yaml, { ...suite.suite_parameters, ...options.parameters })
  const filled: Located = { ...yaml, value }
  const own = readOwn(yaml)
  const context = { source: filled, place: yaml, contract: options.contract, parameterFindings: findings }
  const engine = options.engine ?? own.engine
  const known = engine === 'gx' ? new Map([...expectations, ...onlyInGx]) : expectations
  const read = [
    ...suite.expectations.map((one, i) => readExpectation(one, ['expectations', i], known, context)),
    ...own.expectations.map((one, i) => readExpectation(one, [...OWN, i], ownExpectations, context)),
  ]
  const checked = read.flatMap((one) => one.checked ?? [])
  const found = [...findings, ...own.findings, ...read.flatMap((one) => one.findings)]
  const counted = { findings: found, expectations: read.length }
  if (found.length > 0) return counted
  return {
    ...counted,
    suite: {
      name: suite.name,
      file,
      ...(options.contract !== undefined && { contract: options.contract }),
      engine,
      expectations: checked,
    },
  }
}

const OWN = ['meta', 'dq', 'expectations'] as const

/** What only dq has stands in `meta.dq`. */
function readOwn(yaml: Located): {
  engine: SuiteEngine
  expectations: readonly Written[]
  findings: readonly Finding[]
} {
  const { meta } = yaml.value as { meta?: { dq?: unknown } | null }
  if (meta?.dq === undefined) return { engine: 'duckdb', expectations: [], findings: [] }
  const { value, findings } = parseShape(OwnPart, yaml, { base: ['meta', 'dq'] })
  return { engine: value?.engine ?? 'duckdb', expectations: value?.expectations ?? [], findings }
}

type Written = ExpectationSuite['expectations'][number]

interface Context {
  /** With suite parameters filled in. */
  readonly source: Located
  /** As written. */
  readonly place: Located
  readonly contract: Contract | undefined
  readonly parameterFindings: readonly Finding[]
}

function readExpectation(
  { type, id, meta, severity }: Written,
  base: readonly (string | number)[],
  known: ReadonlyMap<string, Expectation>,
  { source, place, contract, parameterFindings }: Context,
): { readonly checked?: CheckedExpectation; readonly findings: readonly Finding[] } {
  const expectation = known.get(type)
  if (expectation === undefined) return { findings: [unknownType(type, known, place.at([...base, 'type']))] }
  // A parameter without a value was told already, and has no form to be checked.
  const prefix = `/${base.join('/')}/`
  if (parameterFindings.some(({ at }) => at.path?.startsWith(prefix))) return { findings: [] }
  const shape = parseShape(expectation.kwargs, source, { base: [...base, 'kwargs'], rule: invalidExpectation })
  if (shape.value === undefined) return { findings: shape.findings }
  const kwargs = kwargsAt(source.value, base)
  const bound = expectation.bind(kwargs, contract)
  const at = (path: readonly (string | number)[]) => place.at([...base, 'kwargs', ...path])
  const { problem } = bound
  const impossible =
    problem === undefined ? [] : [finding(impossibleExpectation, { at: at(problem.path), message: problem.message })]
  return {
    findings: [...impossible, ...checkColumns(bound, contract, at)],
    checked: {
      type,
      kwargs,
      meta: meta ?? {},
      id: id ?? null,
      severity: severity ?? 'critical',
      bound,
      at: place.at(base),
    },
  }
}

/** The kwargs as written, parameters filled in; the schema has checked that they are an object. */
function kwargsAt(value: unknown, base: readonly (string | number)[]): Readonly<Record<string, unknown>> {
  const found = [...base, 'kwargs'].reduce<unknown>(
    (inner, step) => (inner as Readonly<Record<string | number, unknown>>)[step],
    value,
  )
  return (found ?? {}) as Readonly<Record<string, unknown>>
}

function unknownType(type: string, known: ReadonlyMap<string, Expectation>, at: Place): Finding {
  const elsewhere = ELSEWHERE.get(type)
  return finding(unknownExpectation, {
    at,
    message:
      elsewhere === undefined
        ? `there is no expectation "${type}"${didYouMean(type, known.keys())}`
        : `"${type}" is not judged by dq: ${elsewhere}`,
    ...(elsewhere !== undefined && {
      fix: onlyInGx.has(type)
        ? 'let Great Expectations itself judge the suite: --engine gx, or "meta": {"dq": {"engine": "gx"}}'
        : 'run it with Great Expectations itself, in a suite of its own',
    }),
  })
}
