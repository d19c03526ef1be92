import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Contract } from '../model.ts'
import type { ContractFiles } from '../ports.ts'
import { loadContracts } from './load.ts'

/** The contracts of a folder in which nothing is wrong; otherwise a DqError at the first mistake. */
export async function requireContracts(
  files: ContractFiles,
  options: Parameters<typeof loadContracts>[1] = {},
): Promise<readonly Contract[]> {
  const { contracts, findings } = await loadContracts(files, options)
  const errors = findings.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first === undefined) return contracts
  if (first.rule === 'no-contracts')
    throw new DqError(first.message, { at: first.at, ...(first.fix !== undefined && { hint: first.fix }) })
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`
  throw new DqError(`the contracts have mistakes: ${first.message}${more}`, {
    at: first.at,
    hint: `list them all with dq contract validate${first.fix === undefined ? '' : `; to mend this one: ${first.fix}`}`,
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
