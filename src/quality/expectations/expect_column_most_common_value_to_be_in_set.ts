import { z } from 'zod'
import { columnType } from '../column-type.ts'
import { defineExpectation } from '../expectation.ts'
import { column, rowKwargs, scalar } from '../kwargs.ts'
import { count, EXAMPLES } from '../plans/rows.ts'
import { all, inSet } from '../sql/literal.ts'

/** Of several values that are equally common, none counts unless ties are said to be fine. */
export default defineExpectation({
  type: 'expect_column_most_common_value_to_be_in_set',
  what: 'The value that occurs most is one of a set.',
  kwargs: z.strictObject({ ...rowKwargs, column, value_set: z.array(scalar), ties_okay: z.boolean().nullish() }),
  words: ({ column, value_set }) =>
    `the most common ${column} is one of ${value_set.map((value) => JSON.stringify(value)).join(', ')}`,
  columns: ({ column }) => [{ name: column, path: ['column'], needs: 'anything' }],
  plan({ column, value_set, ties_okay }, { dialect, table, condition, columns }) {
    const value = dialect.quote(column)
    const set = [...new Set(value_set)]
    const grouped = `SELECT ${value}, count(*) AS occurs FROM ${table} WHERE ${all(condition, `${value} IS NOT NULL`)} GROUP BY ${value}`
    const ranked = `SELECT ${value}, rank() OVER (ORDER BY occurs DESC) AS place FROM (${grouped}) AS grouped`
    const common = `FROM (${ranked}) AS ranked WHERE place = 1`
    const isIn = inSet(value, set, dialect, columnType(column, columns))
    return {
      measures: {},
      queries: [`SELECT count(*) AS modes, count(CASE WHEN ${isIn} THEN 1 END) AS in_set ${common}`],
      examples: (facts) =>
        count(facts, 'modes') > 0 ? `SELECT ${value} ${common} ORDER BY ${value} LIMIT ${EXAMPLES}` : undefined,
      judge(facts, examples) {
        const found = count(facts, 'in_set')
        return {
          success: ties_okay === true ? found > 0 : count(facts, 'modes') === 1 && found === 1,
          result: { observed_value: examples.map((row) => Object.values(row)[0] ?? null) },
        }
      },
    }
  },
})
