import type { Finding } from '../../kernel/finding.ts'
import { keyText } from '../../lake/catalog/key.ts'
import { checkTables } from '../../lake/contract/check-tables.ts'
import type { Settings } from '../config.ts'
import { openLake } from '../wiring/lake.ts'
import { contractsOfTables } from './table-contracts.ts'

/** The tables of a branch, tag or hash against the contracts in the work tree. */
export async function checkLake(
  settings: Settings,
  at: string,
): Promise<{ readonly findings: readonly Finding[]; readonly looked: Readonly<Record<string, number>> }> {
  const lake = await openLake(settings)
  const names = (await lake.catalog.entries(at)).map(({ key }) => keyText(key))
  const contracts = await contractsOfTables(settings, names)
  const { findings, tables } = await checkTables(lake, at, contracts)
  return { findings, looked: { table: tables, contract: contracts.length } }
}
