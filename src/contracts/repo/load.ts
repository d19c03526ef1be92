import { DqError } from '../../kernel/errors.ts'
import { type Finding, formatPlace } from '../../kernel/finding.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Contract } from '../model.ts'
import type { ContractFiles } from '../ports.ts'
import { finding } from '../validate/rule.ts'
import { contractRules } from '../validate/rules/index.ts'
import noContracts from '../validate/rules/no-contracts.ts'
import unknownFile from '../validate/rules/unknown-file.ts'
import { readAvscFiles, unusedAvscs } from './avsc-files.ts'
import { byPlace } from './by-place.ts'
import type { ContractDraft, RepoDraft } from './draft.ts'
import { readDraft } from './read-draft.ts'
import { readText, shownPath } from './read-text.ts'
import { toContract } from './to-contract.ts'
import { readYaml, type YamlFile } from './yaml-file.ts'

/** What a contract folder holds: the contracts in which nothing is wrong, and everything that is wrong anywhere. */
export interface LoadedContracts {
  /** Sorted by name. */
  readonly contracts: readonly Contract[]
  /** Sorted by file, line and column. */
  readonly findings: readonly Finding[]
  /** How many contract documents there are, broken ones included. */
  readonly documents: number
}

/** Reads and checks a whole contract folder; never throws for what is in it. */
export async function loadContracts(files: ContractFiles): Promise<LoadedContracts> {
  const paths = await files.list()
  const findings: Finding[] = strayFiles(paths, files)
  const odcsPaths = paths.filter((path) => path.endsWith(ODCS))
  if (odcsPaths.length === 0) {
    findings.push(finding(noContracts, { at: { file: files.folder }, message: 'the folder holds no contract' }))
  }
  const avscs = await readAvscFiles(
    files,
    paths.filter((path) => path.endsWith(AVSC)),
  )
  findings.push(...avscs.findings)

  const names: string[] = []
  const drafts: ContractDraft[] = []
  for (const path of odcsPaths) {
    const yaml = await readContractYaml(files, path, findings)
    if (yaml === undefined) continue
    const name = nameOf(yaml)
    if (name !== undefined) names.push(name)
    const read = readDraft(path, yaml, avscs, files)
    findings.push(...read.findings)
    if (read.draft !== undefined) drafts.push(read.draft)
  }
  const repo: RepoDraft = { contracts: drafts, names }
  findings.push(...checkRules(repo), ...unusedAvscs(avscs, drafts, files, drafts.length === odcsPaths.length))

  const broken = new Set(findings.filter(({ severity }) => severity === 'error').map(({ at }) => at.file))
  const contracts = drafts
    .flatMap((draft) => (broken.has(draft.yaml.file) ? [] : toContract(draft, files)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return { contracts, findings: findings.sort(byPlace), documents: odcsPaths.length }
}

/** The contracts of a folder in which nothing is wrong; a DqError that names the first mistakes otherwise. */
export async function requireContracts(files: ContractFiles): Promise<readonly Contract[]> {
  const { contracts, findings } = await loadContracts(files)
  const errors = findings.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first === undefined) return contracts
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`
  throw new DqError(`the contracts have mistakes: ${first.message}${more}`, {
    at: first.at,
    hint: `dq contract validate lists them all; this one: ${first.fix ?? formatPlace(first.at)}`,
  })
}

/** The contract of that name, or a DqError with the one that was probably meant. */
export function contractNamed(contracts: readonly Contract[], name: string): Contract {
  const found = contracts.find((contract) => contract.name === name)
  if (found !== undefined) return found
  const names = contracts.map((contract) => contract.name)
  throw new DqError(`there is no contract "${name}"${didYouMean(name, names)}`, {
    hint: `contracts: ${names.join(', ')}`,
  })
}

const ODCS = '.odcs.yaml'
const AVSC = '.avsc'

function strayFiles(paths: readonly string[], files: ContractFiles): Finding[] {
  return paths
    .filter((path) => !path.endsWith(ODCS) && !path.endsWith(AVSC) && !/(^|\/)README\.md$/.test(path))
    .map((path) =>
      finding(unknownFile, {
        at: { file: shownPath(files, path) },
        message: `"${path.split('/').at(-1)}" is neither ${ODCS} nor ${AVSC}`,
      }),
    )
}

async function readContractYaml(
  files: ContractFiles,
  path: string,
  findings: Finding[],
): Promise<YamlFile | undefined> {
  const read = await readText(files, path)
  if ('finding' in read) {
    findings.push(read.finding)
    return undefined
  }
  const { yaml, findings: found } = readYaml(shownPath(files, path), read.text)
  findings.push(...found)
  return yaml
}

const nameOf = ({ value }: YamlFile): string | undefined =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    ? value.name
    : undefined

function checkRules(repo: RepoDraft): Finding[] {
  return contractRules.flatMap((rule) =>
    rule.check === undefined
      ? []
      : repo.contracts.flatMap((contract) =>
          [...(rule.check?.(contract, repo) ?? [])].map((problem) => finding(rule, problem)),
        ),
  )
}
