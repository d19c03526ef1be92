import type { Finding } from '../../kernel/finding.ts'
import { CONSUMERS_FOLDER } from '../consumers/consumes-file.ts'
import { isPolicyFile } from '../policies/files.ts'
import type { ContractFiles } from '../ports.ts'
import { finding } from '../validate/rule.ts'
import noContracts from '../validate/rules/no-contracts.ts'
import unknownFile from '../validate/rules/unknown-file.ts'
import { readAvscFiles, unusedAvscs } from './avsc-files.ts'
import type { ContractDraft, RepoDraft } from './draft.ts'
import { AVSC, ODCS } from './endings.ts'
import { readDraft } from './read-draft.ts'
import { readText, shownPath } from './read-text.ts'
import { readYaml, type YamlFile } from './yaml-file.ts'

/** Reads every file of a contract folder; what cannot be read, or not into its shape, is a finding. `alsoKnown`: names of contracts that are not in it. */
export async function readDrafts(
  files: ContractFiles,
  alsoKnown: readonly string[] = [],
): Promise<{
  readonly repo: RepoDraft
  readonly findings: readonly Finding[]
  /** The files of all contract documents, as messages show them. */
  readonly documents: readonly string[]
}> {
  const paths = await files.list()
  const findings: Finding[] = strayFiles(paths, files)
  const odcsPaths = paths.filter((path) => path.endsWith(ODCS))
  const avscPaths = paths.filter((path) => path.endsWith(AVSC))
  if (odcsPaths.length === 0) {
    findings.push(finding(noContracts, { at: { file: files.folder }, message: 'the folder holds no contract' }))
  }
  const avscs = await readAvscFiles(files, avscPaths)
  findings.push(...avscs.findings)

  const names: string[] = [...alsoKnown]
  const contracts: ContractDraft[] = []
  for (const path of odcsPaths) {
    const read = await readContractYaml(files, path)
    findings.push(...read.findings)
    if (read.yaml === undefined) continue
    const name = nameOf(read.yaml)
    if (name !== undefined) names.push(name)
    const { draft, findings: found } = readDraft(path, read.yaml, avscs, files)
    findings.push(...found)
    if (draft !== undefined) contracts.push(draft)
  }
  if (contracts.length === odcsPaths.length) findings.push(...unusedAvscs(avscs, contracts, files))
  return { repo: { contracts, names }, findings, documents: odcsPaths.map((path) => shownPath(files, path)) }
}

function strayFiles(paths: readonly string[], files: ContractFiles): Finding[] {
  return paths
    .filter(
      (path) =>
        !path.endsWith(ODCS) &&
        !path.endsWith(AVSC) &&
        !/(^|\/)README\.md$/.test(path) &&
        !isPolicyFile(path) &&
        !isPublishedUse(path),
    )
    .map((path) => {
      const message = `"${path.split('/').at(-1)}" is neither ${ODCS} nor ${AVSC}`
      return finding(unknownFile, { at: { file: shownPath(files, path) }, message })
    })
}

/** `consumers/billing.yaml`: what a service elsewhere uses. */
const isPublishedUse = (path: string): boolean => path.startsWith(`${CONSUMERS_FOLDER}/`) && /\.ya?ml$/.test(path)

async function readContractYaml(
  files: ContractFiles,
  path: string,
): Promise<{ yaml?: YamlFile; findings: readonly Finding[] }> {
  const read = await readText(files, path)
  return 'finding' in read ? { findings: [read.finding] } : readYaml(shownPath(files, path), read.text)
}

const nameOf = ({ value }: YamlFile): string | undefined =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    ? value.name
    : undefined
