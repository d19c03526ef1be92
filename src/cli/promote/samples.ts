import { DqError } from '../../kernel/errors.ts'
import type { PlannedTable } from '../../lake/promote/plan.ts'
import type { Settings } from '../config.ts'
import { tableDiff } from '../lake/read-table.ts'
import type { TableSample } from './outcome.ts'

/** Rows of tables that both states have, by the contract's event id; one that cannot be compared says why. */
export async function sampleRows(
  settings: Settings,
  tables: readonly PlannedTable[],
  [before, after]: readonly [string, string],
  sample: number,
): Promise<readonly TableSample[]> {
  const samples: TableSample[] = []
  if (sample === 0) return samples
  for (const { table, kind } of tables) {
    if (kind !== 'changed') continue
    try {
      samples.push({ table, diff: await tableDiff(settings, table, [before, after], { sample }) })
    } catch (error) {
      if (!(error instanceof DqError)) throw error
      samples.push({ table, why: error.message })
    }
  }
  return samples
}
