import { z } from 'zod'
import { DqError } from '../../kernel/errors.ts'
import { defineExpectation } from '../expectation.ts'
import { usualBand } from '../history/usual-band.ts'
import { countIf } from '../plans/rows.ts'

/** How many runs `runs` may look back on: what asks for them gives as many. */
export const MOST_RUNS = 100

/** Runs that failed count too: a median of them is not led astray by a few, and a lasting change becomes usual. */
export default defineExpectation({
  type: 'dq_row_count_to_match_history',
  what: 'The table has about as many rows as in its last runs: their median, give or take robust deviations. With too few runs it is met, and says so.',
  kwargs: z.strictObject({
    runs: z.int().min(2).max(MOST_RUNS).default(14),
    min_runs: z.int().min(2).default(5),
    max_deviations: z.number().positive().default(3.5),
    slack: z.number().min(0).max(10).default(0.1),
  }),
  words: ({ runs }) => `the number of rows is as usual in the last ${runs} runs`,
  columns: () => [],
  problem: ({ runs, min_runs }) =>
    min_runs > runs ? { path: ['min_runs'], message: `min_runs (${min_runs}) is more than runs (${runs})` } : undefined,
  plan({ runs, min_runs, max_deviations, slack }, { pastRows }) {
    if (pastRows === undefined) throw new DqError('dq_row_count_to_match_history needs the history of runs')
    const past = pastRows.slice(0, runs)
    return {
      measures: { observed_value: countIf(undefined) },
      judge({ observed_value }) {
        const rows = Number(observed_value)
        if (past.length < min_runs)
          return { success: true, result: { observed_value: rows, details: { runs: past.length, needed: min_runs } } }
        const { median, low, high } = usualBand(past, { deviations: max_deviations, slack })
        const details = { runs: past.length, median, low: Math.max(0, Math.ceil(low)), high: Math.floor(high) }
        return { success: rows >= low && rows <= high, result: { observed_value: rows, details } }
      },
    }
  },
})
