import type { Contract } from '../../contracts/model.ts'
import { tablesThere } from '../../lake/privacy/holdings.ts'
import type { Lake } from '../../lake/table/table.ts'
import { reprocessedContract } from '../../pipelines/reprocess/output-table.ts'

/** Tables on any branch or tag that no contract in the repo is called like. */
export interface TablesWithout {
  /** Contracts of what jobs have made again: those of their outputs. */
  readonly reprocessed: readonly Contract[]
  /** Tables of which nothing is known. */
  readonly unknown: readonly string[]
}

export async function tablesWithout(lake: Lake, contracts: readonly Contract[]): Promise<TablesWithout> {
  const own = new Set(contracts.flatMap(({ kind, name }) => (kind === 'table' ? name : [])))
  const others = (await tablesThere(lake)).filter((table) => !own.has(table))
  const found = others.map((table) => ({ table, contract: reprocessedContract(table, contracts) }))
  return {
    reprocessed: found.flatMap(({ contract }) => contract ?? []),
    unknown: found.flatMap(({ table, contract }) => (contract === undefined ? table : [])),
  }
}
