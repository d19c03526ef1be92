import type { Finding } from '../../kernel/finding.ts'
import { checkTables } from '../../lake/contract/check-tables.ts'
import type { Settings } from '../config.ts'
import { openLake } from '../wiring/lake.ts'
import { tableContracts } from './table-contracts.ts'

/** The tables of a branch, tag or hash against the contracts in the work tree. */
export async function checkLake(
  settings: Settings,
  at: string,
): Promise<{ readonly findings: readonly Finding[]; readonly looked: Readonly<Record<string, number>> }> {
  const contracts = await tableContracts(settings)
  const { findings, tables } = await checkTables(await openLake(settings), at, contracts)
  return { findings, looked: { table: tables, contract: contracts.length } }
}
