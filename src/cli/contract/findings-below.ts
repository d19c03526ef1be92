import { relative, resolve, sep } from 'node:path'
import type { LoadedContracts } from '../../contracts/repo/load.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Finding } from '../../kernel/finding.ts'

/** What was found in the files and folders given (relative to the working folder), and in how many contracts; all of it when none is given. */
export function findingsBelow(
  loaded: LoadedContracts,
  paths: readonly string[],
): { readonly findings: readonly Finding[]; readonly contracts: number } {
  if (paths.length === 0) return { findings: loaded.findings, contracts: loaded.documents.length }
  const wanted = paths.map((path) => relative('.', resolve(path)).split(sep).join('/'))
  const isBelow = (file: string) => wanted.some((path) => path === '' || file === path || file.startsWith(`${path}/`))
  // An avsc is checked with the contract beside it.
  const contracts = loaded.documents.filter((file) => isBelow(file) || isBelow(file.replace(/\.odcs\.yaml$/, '.avsc')))
  const findings = loaded.findings.filter(({ at }) => isBelow(at.file))
  if (contracts.length === 0 && findings.length === 0) {
    throw new DqError(`no contract lies at ${paths.join(', ')}`, { hint: 'dq contract list shows what there is' })
  }
  return { findings, contracts: contracts.length }
}
