import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { RunRecord } from '../../quality/history/record.ts'
import type { Settings } from '../config.ts'
import { withHistory } from './judge.ts'

/** The last runs of a table, newest first. */
export const qualityHistory = (settings: Settings, table: string, limit: number): Promise<readonly RunRecord[]> =>
  withHistory(settings, async (history) => {
    const runs = await history.runs(table, limit)
    if (runs.length > 0) return runs
    const tables = await history.tables()
    throw new DqError(`no run of "${table}" is in the history${didYouMean(table, tables)}`, {
      hint: tables.length === 0 ? 'runs are kept by dq quality run' : `tables with runs: ${tables.join(', ')}`,
    })
  })
