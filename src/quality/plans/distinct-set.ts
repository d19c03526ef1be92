import { z } from 'zod'
import { columnType } from '../column-type.ts'
import { defineExpectation, type Expectation, type Row } from '../expectation.ts'
import { column, rowKwargs, scalar } from '../kwargs.ts'
import { all, inSet } from '../sql/literal.ts'
import { valueSql } from './column-aggregate.ts'
import { count, EXAMPLES } from './rows.ts'

/** The set of a column's different values, held against a set. Nulls belong to no set. */
export const defineDistinctSet = (definition: {
  readonly type: string
  readonly what: string
  /** Between column and set: `has no value outside`. */
  readonly words: string
  readonly allowsOthers: boolean
  readonly allowsMissing: boolean
}): Expectation =>
  defineExpectation({
    type: definition.type,
    what: definition.what,
    kwargs: z.strictObject({ ...rowKwargs, column, value_set: z.array(scalar) }),
    words: ({ column, value_set }) =>
      `${column} ${definition.words} ${value_set.map((value) => JSON.stringify(value)).join(', ')}`,
    columns: (params) => [{ name: params.column, path: ['column'], needs: 'anything' }],
    plan(params, batch) {
      const { dialect, table, condition } = batch
      const value_set = [...new Set(params.value_set)]
      const name = dialect.quote(params.column)
      const type = columnType(params.column, batch.columns)
      const others = `NOT (${inSet(name, value_set, dialect, type)})`
      const { allowsOthers, allowsMissing } = definition
      const value = valueSql(params.column, batch)
      const isFound = value_set.map((item, i) => [
        `has${i}`,
        `count(CASE WHEN ${inSet(value, [item], dialect, type)} THEN 1 END) > 0`,
      ])
      const missingOf = (facts: Row) => value_set.filter((_, i) => facts[`has${i}`] !== true)
      return {
        measures: {
          ...(!allowsMissing && Object.fromEntries(isFound)),
          ...(!allowsOthers && {
            others: `count(DISTINCT CASE WHEN ${all(condition, others)} THEN ${name} END)`,
          }),
        },
        examples: (facts) =>
          count(facts, 'others') > 0
            ? `SELECT DISTINCT ${name} FROM ${table} WHERE ${all(condition, `${name} IS NOT NULL`, others)} LIMIT ${EXAMPLES}`
            : undefined,
        judge(facts, examples) {
          const unexpected = count(facts, 'others')
          const missing = allowsMissing ? [] : missingOf(facts)
          return {
            success: unexpected === 0 && missing.length === 0,
            result: {
              observed_value: null,
              ...(!allowsOthers && { unexpected_count: unexpected }),
              ...(!allowsMissing && { missing_count: missing.length }),
              ...(!allowsOthers && { partial_unexpected_list: examples.map((row) => Object.values(row)[0] ?? null) }),
              ...(!allowsMissing && { partial_missing_list: missing.slice(0, EXAMPLES) }),
            },
          }
        },
      }
    },
  })
