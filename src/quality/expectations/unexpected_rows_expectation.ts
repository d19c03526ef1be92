import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { tableKwargs } from '../kwargs.ts'
import { count, EXAMPLES } from '../plans/rows.ts'

/** A query of one's own: every row it finds is unexpected. It is a statement of its own, so it costs a scan. */
export default defineExpectation({
  type: 'unexpected_rows_expectation',
  what: 'The query finds no row; {batch} in it is the table.',
  kwargs: z.strictObject({
    ...tableKwargs,
    unexpected_rows_query: z.string().regex(/^\s*(select|with)\b/i, 'a query begins with SELECT or WITH'),
  }),
  words: ({ unexpected_rows_query }) => `nothing is found by: ${unexpected_rows_query.trim().replaceAll(/\s+/g, ' ')}`,
  columns: () => [],
  plan({ unexpected_rows_query }, batch) {
    const query = unexpected_rows_query.replaceAll('{batch}', batch.table).replace(/[\s;]+$/, '')
    return {
      measures: {},
      queries: [`SELECT count(*) AS unexpected_count FROM (${query}) AS found`],
      examples: (facts) =>
        count(facts, 'unexpected_count') > 0 ? `SELECT * FROM (${query}) AS found LIMIT ${EXAMPLES}` : undefined,
      judge(facts, examples) {
        const observed_value = count(facts, 'unexpected_count')
        return { success: observed_value === 0, result: { observed_value, details: { unexpected_rows: examples } } }
      },
    }
  },
})
