import { z } from 'zod'
import { DqError } from '../../kernel/errors.ts'
import { defineExpectation } from '../expectation.ts'
import { column } from '../kwargs.ts'

export default defineExpectation({
  type: 'dq_rows_to_be_fresh',
  what: 'The newest value of a timestamp column is at most so old by the wall clock. Without a row it fails.',
  kwargs: z.strictObject({ column, max_age_minutes: z.number().positive() }),
  words: ({ column, max_age_minutes }) => `the newest ${column} is at most ${max_age_minutes} minutes old`,
  columns: ({ column }) => [{ name: column, path: ['column'], needs: 'an order' }],
  plan({ column, max_age_minutes }, { dialect, now }) {
    if (now === undefined) throw new DqError('dq_rows_to_be_fresh needs the time of the run')
    return {
      measures: { newest: `max(${dialect.quote(column)})` },
      judge({ newest = null }) {
        const age = newest === null ? null : (now - instant(newest)) / 60_000
        return {
          success: age !== null && age <= max_age_minutes,
          result: {
            observed_value: newest,
            details: { age_minutes: age === null ? null : Math.round(age * 1000) / 1000 },
          },
        }
      },
    }
  },
})

/** Timestamps without a zone are UTC. */
function instant(value: string | number | boolean): number {
  const text = String(value).replace(/\+00$/, 'Z')
  return Date.parse(/Z$/.test(text) || !text.includes('T') ? text : `${text}Z`)
}
