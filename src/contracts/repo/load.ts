import { compareCodePoints } from '../../kernel/code-points.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { Contract } from '../model.ts'
import type { ContractFiles } from '../ports.ts'
import { finding } from '../validate/rule.ts'
import { contractRules } from '../validate/rules/index.ts'
import { byPlace } from './by-place.ts'
import type { RepoDraft } from './draft.ts'
import { readDrafts } from './read-drafts.ts'
import { toContract } from './to-contract.ts'

/** What a contract folder holds: the contracts in which nothing is wrong, and everything that is wrong anywhere. */
export interface LoadedContracts {
  /** Sorted by name. */
  readonly contracts: readonly Contract[]
  /** Those with mistakes too, as far as they and their schemas could be read. Sorted by name. */
  readonly readable: readonly Contract[]
  /** Sorted by file, line and column. */
  readonly findings: readonly Finding[]
  /** The files of all contract documents, broken ones included, as messages show them. */
  readonly documents: readonly string[]
}

/** Reads and checks a whole contract folder; never throws for what is in it. */
export async function loadContracts(
  files: ContractFiles,
  options: {
    /** Names of contracts that exist but are not among the files. */
    readonly alsoKnown?: readonly string[]
  } = {},
): Promise<LoadedContracts> {
  const { repo, findings: reading, documents } = await readDrafts(files, options.alsoKnown)
  const findings = [...reading, ...checkRules(repo)].sort(byPlace)
  const broken = new Set(findings.filter(({ severity }) => severity === 'error').map(({ at }) => at.file))
  const readable = repo.contracts
    .flatMap((draft) => toContract(draft, files))
    .sort((a, b) => compareCodePoints(a.name, b.name))
  const contracts = readable.filter(({ files }) => !broken.has(files.odcs))
  return { contracts, readable, findings, documents }
}

const checkRules = (repo: RepoDraft): Finding[] =>
  contractRules.flatMap((rule) =>
    repo.contracts.flatMap((contract) =>
      [...(rule.check?.(contract, repo) ?? [])].map((problem) => finding(rule, problem)),
    ),
  )
