import type { Finding } from '../../kernel/finding.ts'
import { isJsonObject } from '../../kernel/json.ts'
import { checkJson } from '../codec/json-decoder.ts'
import { keyProblem } from '../codec/key-problem.ts'
import type { Contract } from '../model.ts'
import type { ContractFiles } from '../ports.ts'
import type { Located } from '../repo/located.ts'
import { readText, shownPath } from '../repo/read-text.ts'
import { parseShape } from '../repo/shape-findings.ts'
import { finding } from '../validate/rule.ts'
import exampleAccepted from '../validate/rules/example-accepted.ts'
import exampleRefused from '../validate/rules/example-refused.ts'
import exampleWrongError from '../validate/rules/example-wrong-error.ts'
import invalidExampleFile from '../validate/rules/invalid-example-file.ts'
import noExamples from '../validate/rules/no-examples.ts'
import { invalidExample } from './example-file.ts'
import { readJson } from './json-file.ts'
import { strayExamples } from './stray-examples.ts'

/** What was found, and how many examples were tried. */
export interface ExampleResult {
  readonly findings: readonly Finding[]
  readonly examples: number
}

interface RecordIssue {
  readonly reason: string
  readonly path: string
  readonly message: string
}

/** Tries every example below `files` (`<contract id>/{valid,invalid}/<case>.json`) on its contract; `all` knows the ids that are not tried now. */
export async function testExamples(
  contracts: readonly Contract[],
  files: ContractFiles,
  all: readonly Contract[] = contracts,
): Promise<ExampleResult> {
  const paths = await files.list()
  const findings = strayExamples(paths, all, files)
  let examples = 0
  for (const contract of contracts) {
    const check = checkJson(contract)
    for (const kind of ['valid', 'invalid'] as const) {
      const folder = `${contract.id}/${kind}`
      const own = paths.filter((path) => path.startsWith(`${folder}/`) && path.endsWith('.json'))
      if (own.length === 0) {
        const message = `"${contract.name}" has no ${kind} example`
        const fix = `add ${shownPath(files, folder)}/<case>.json`
        findings.push(finding(noExamples, { at: { file: contract.files.odcs }, message, fix }))
      }
      for (const path of own) {
        examples++
        const source = await readExample(files, path)
        if ('rule' in source) findings.push(source)
        else if (kind === 'valid') findings.push(...tryValid(source, check))
        else findings.push(...tryInvalid(source, check, contract))
      }
    }
  }
  return { findings, examples }
}

async function readExample(files: ContractFiles, path: string): Promise<Located | Finding> {
  const read = await readText(files, path)
  if ('finding' in read) return read.finding
  const json = readJson(shownPath(files, path), read.text)
  return 'message' in json ? finding(invalidExampleFile, json) : json
}

const tryValid = (source: Located, check: (record: unknown) => readonly RecordIssue[]): Finding[] =>
  check(source.value).map((issue) =>
    finding(exampleRefused, { at: source.at(steps(issue.path)), message: sentence(issue) }),
  )

function tryInvalid(
  source: Located,
  check: (record: unknown) => readonly RecordIssue[],
  contract: Contract,
): readonly Finding[] {
  if (!isJsonObject(source.value) || !Object.hasOwn(source.value, 'error')) {
    return [finding(invalidExampleFile, { at: source.at([]), message: 'the example names no error' })]
  }
  const { value: example, findings } = parseShape(invalidExample, source, { rule: invalidExampleFile })
  if (example === undefined) return findings
  const { error, key, record } = example
  const wrongKey = key === undefined ? undefined : keyProblem(contract, key, record)
  const issues: RecordIssue[] = [...check(record), ...(wrongKey === undefined ? [] : [wrongKey])]
  const at = source.at(['error'])
  if (issues.length === 0) return [finding(exampleAccepted, { at, message: 'the record passes the contract' })]
  const isNamed = (issue: RecordIssue): boolean =>
    issue.reason === error.reason && issue.path === error.path && issue.message.includes(error.message ?? '')
  if (issues.some(isNamed)) return []
  return [
    finding(exampleWrongError, { at, message: `the record is refused otherwise: ${issues.map(sentence).join('; ')}` }),
  ]
}

const sentence = ({ reason, path, message }: RecordIssue): string =>
  `${path === '' ? 'the record' : path}: ${message} (${reason})`

/** The steps of a JSON pointer; digits become indexes. */
const steps = (path: string): (string | number)[] =>
  path
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')))
