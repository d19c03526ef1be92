import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { mostly, mostlyWords } from '../kwargs.ts'
import { count, countIf, EXAMPLES, judgeRows } from '../plans/rows.ts'
import { all } from '../sql/literal.ts'

const names = z.array(z.string().min(1)).min(1)

/** As a foreign key: a row that is null in one of its columns refers to nothing, and is not considered. */
export default defineExpectation({
  type: 'dq_references_to_exist',
  what: 'Every row has its counterpart in another table, e.g. every payment its order.',
  kwargs: z
    .strictObject({ column_list: names, other_table: z.string().min(1), other_column_list: names.optional(), mostly })
    .refine(({ column_list, other_column_list: other }) => other === undefined || other.length === column_list.length, {
      error: 'column_list and other_column_list have different lengths',
    }),
  words: ({ column_list, other_table, mostly }) =>
    `${column_list.join(' + ')} exists in ${other_table}${mostlyWords(mostly)}`,
  columns: ({ column_list }) => column_list.map((name, i) => ({ name, path: ['column_list', i], needs: 'anything' })),
  tables: ({ other_table }) => [other_table],
  plan({ column_list, other_table, other_column_list = column_list, mostly }, { dialect, table, others }) {
    const keys = column_list.map((name) => `mine.${dialect.quote(name)}`)
    const pairs = other_column_list.map((name, i) => `theirs.${dialect.quote(name)} = ${keys[i]}`)
    const missing = column_list.map((name) => `${dialect.quote(name)} IS NULL`).join(' OR ')
    const given = all(...keys.map((key) => `${key} IS NOT NULL`))
    const orphans = `FROM ${table} AS mine WHERE ${given} AND NOT EXISTS (SELECT 1 FROM ${others.get(other_table) ?? ''} AS theirs WHERE ${pairs.join(' AND ')})`
    return {
      measures: { element_count: countIf(undefined), missing_count: countIf(missing) },
      queries: [`SELECT count(*) AS unexpected_count ${orphans}`],
      examples: (facts) =>
        count(facts, 'unexpected_count') > 0
          ? `SELECT DISTINCT ${keys.join(', ')} ${orphans} ORDER BY ${keys.join(', ')} LIMIT ${EXAMPLES}`
          : undefined,
      judge: (facts, examples) => judgeRows(facts, examples, { mostly, countOfNothing: 0 }),
    }
  },
})
