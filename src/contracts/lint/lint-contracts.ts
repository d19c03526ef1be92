import type { Finding } from '../../kernel/finding.ts'
import { fingerprint } from '../../kernel/fingerprint.ts'
import type { Contract } from '../model.ts'
import type { ContractFiles } from '../ports.ts'
import { byPlace } from '../repo/by-place.ts'
import { loadContracts } from '../repo/load.ts'
import { readText, shownPath } from '../repo/read-text.ts'
import { readYaml } from '../repo/yaml-file.ts'
import { type Connector, readConnector } from './connector.ts'
import type { LintedContract, LintedRepo, LintProblem, LintRule } from './rule.ts'
import connectorUnreadable from './rules/connector-unreadable.ts'
import { lintRules } from './rules/index.ts'

/** The folders that lint looks at; `examples` are those of contracts, `connectors` configurations of Kafka Connect. */
export interface LintSources {
  readonly contracts: ContractFiles
  readonly examples: ContractFiles
  readonly connectors: ContractFiles
}

export interface LintResult {
  /** Sorted by place; mistakes of validation, without which there is nothing to advise on, are among them. */
  readonly findings: readonly Finding[]
  /** For findings that need no guess: how to mend the file that they stand in. */
  readonly mends: ReadonlyMap<Finding, (text: string) => string>
  readonly contracts: number
  readonly connectors: number
}

/** Advice about contracts and connector configurations in themselves. */
export async function lintContracts(sources: LintSources): Promise<LintResult> {
  const { readable, findings: mistakes, documents } = await loadContracts(sources.contracts)
  const { connectors, findings: unreadable } = await readConnectors(sources.connectors)
  const repo: LintedRepo = { contracts: readable, withExamples: await idsWithExamples(sources.examples) }
  const found: { finding: Finding; mend: LintProblem['mend'] }[] = []
  const seen = new Set<string>()
  const add = (rule: LintRule, of: string, problems: Iterable<LintProblem>) => {
    for (const problem of problems) {
      const finding = findingOf(rule, of, problem)
      // A type that several contracts share is told once, where it stands.
      const key = [
        rule.id,
        finding.at.file,
        finding.at.line,
        finding.at.column,
        finding.at.path,
        problem.path.split('.').at(-1),
      ].join('\n')
      if (!seen.has(key)) found.push({ finding, mend: problem.mend })
      seen.add(key)
    }
  }
  const paths = new Map((await sources.contracts.list()).map((path) => [shownPath(sources.contracts, path), path]))
  for (const contract of readable) {
    const source = await withYaml(contract, paths.get(contract.files.odcs), sources.contracts)
    for (const rule of lintRules)
      if (rule.on === 'contract' && source !== undefined) add(rule, contract.name, rule.check(source, repo))
  }
  for (const connector of connectors)
    for (const rule of lintRules) if (rule.on === 'connector') add(rule, connector.name, rule.check(connector, repo))
  return {
    findings: [
      ...mistakes.filter(({ severity }) => severity === 'error'),
      ...unreadable,
      ...found.map(({ finding }) => finding),
    ].sort(byPlace),
    mends: new Map(found.flatMap(({ finding, mend }) => (mend === undefined ? [] : [[finding, mend] as const]))),
    contracts: documents.length,
    connectors: connectors.length + unreadable.length,
  }
}

const findingOf = (rule: LintRule, of: string, { at, message, fix, path }: LintProblem): Finding => ({
  rule: rule.id,
  severity: rule.severity,
  at,
  message,
  fix: fix ?? rule.fix,
  fingerprint: fingerprint({ rule: rule.id, of, path, text: message }),
})

async function readConnectors(
  files: ContractFiles,
): Promise<{ readonly connectors: readonly Connector[]; readonly findings: readonly Finding[] }> {
  const connectors: Connector[] = []
  const findings: Finding[] = []
  for (const path of (await files.list()).filter((name) => name.endsWith('.json'))) {
    const read = await readText(files, path)
    if ('finding' in read) {
      findings.push(read.finding)
      continue
    }
    const connector = readConnector(shownPath(files, path), read.text)
    if ('message' in connector) findings.push(findingOf(connectorUnreadable, path, { ...connector, path: '' }))
    else connectors.push(connector)
  }
  return { connectors, findings }
}

async function withYaml(
  contract: Contract,
  path: string | undefined,
  files: ContractFiles,
): Promise<LintedContract | undefined> {
  const read = path === undefined ? undefined : await readText(files, path)
  const yaml = read !== undefined && 'text' in read ? readYaml(contract.files.odcs, read.text).yaml : undefined
  return yaml && { contract, yaml }
}

/** `<id>/valid/<case>.json`. */
const idsWithExamples = async (files: ContractFiles): Promise<ReadonlySet<string>> =>
  new Set((await files.list()).flatMap((path) => /^([^/]+)\/valid\/.*\.json$/.exec(path)?.[1] ?? []))
