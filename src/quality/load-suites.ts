import type { Contract } from '../contracts/model.ts'
import type { ContractFiles } from '../contracts/ports.ts'
import { byPlace } from '../contracts/repo/by-place.ts'
import { readText, shownPath } from '../contracts/repo/read-text.ts'
import { finding } from '../contracts/validate/rule.ts'
import unknownFile from '../contracts/validate/rules/unknown-file.ts'
import type { Finding } from '../kernel/finding.ts'
import { didYouMean } from '../kernel/suggest.ts'
import type { CheckedSuite } from './checked-suite.ts'
import { readSuite } from './read-suite.ts'
import unknownTable from './rules/unknown-table.ts'
import type { SuiteEngine } from './suite.ts'

export interface LoadedSuites {
  readonly suites: readonly CheckedSuite[]
  readonly findings: readonly Finding[]
  readonly files: number
  readonly expectations: number
}

const ENDING = /\.(json|ya?ml)$/

/** The table that a suite's file is named after: `expectations/silver/silver.finance_ledger.json` judges silver.finance_ledger. */
export const tableOf = (path: string): string => (path.split('/').at(-1) ?? path).replace(ENDING, '')

/** Reads every suite below `expectations/`, each checked against the contract of its table. */
export async function loadSuites(
  files: ContractFiles,
  contracts: readonly Contract[],
  parameters: Readonly<Record<string, unknown>> = {},
  engine?: SuiteEngine,
): Promise<LoadedSuites> {
  const byName = new Map(contracts.map((contract) => [contract.name, contract]))
  const suites: CheckedSuite[] = []
  const findings: Finding[] = []
  let read = 0
  let expectations = 0
  for (const path of await files.list()) {
    const file = shownPath(files, path)
    if (!ENDING.test(path)) {
      const message = `"${path}" is neither .json nor .yaml`
      findings.push(finding(unknownFile, { at: { file }, message, fix: 'a suite is <layer>/<contract>.json or .yaml' }))
      continue
    }
    read++
    const text = await readText(files, path)
    if ('finding' in text) {
      findings.push(text.finding)
      continue
    }
    const contract = byName.get(tableOf(path))
    if (contract === undefined) {
      const message = `there is no contract "${tableOf(path)}"${didYouMean(tableOf(path), byName.keys())}`
      findings.push(finding(unknownTable, { at: { file, line: 1 }, message }))
    }
    const suite = readSuite(file, text.text, { contract, parameters, engine })
    findings.push(...suite.findings)
    expectations += suite.expectations
    if (suite.suite !== undefined) suites.push(suite.suite)
  }
  return { suites, findings: findings.sort(byPlace), files: read, expectations }
}
