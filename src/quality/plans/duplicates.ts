import type { Batch, Plan } from '../expectation.ts'
import { all } from '../sql/literal.ts'
import { count, countIf, EXAMPLES, judgeRows } from './rows.ts'

interface KeyQuestion {
  readonly keys: readonly string[]
  /** Rows without a say. */
  readonly missing: string
  readonly mostly: number
}

/** Rows whose key another row has too. Grouping takes a query of its own; a key with a null equals no other. */
export function duplicatesPlan({ keys, missing, mostly }: KeyQuestion, batch: Batch): Plan {
  const { dialect, table, condition } = batch
  const names = keys.map(dialect.quote)
  const list = names.join(', ')
  const where = all(condition, ...names.map((name) => `${name} IS NOT NULL`))
  const groups = `SELECT ${list}, count(*) AS n FROM ${table} WHERE ${where} GROUP BY ${list} HAVING count(*) > 1`
  return {
    measures: { element_count: countIf(condition), missing_count: countIf(all(condition, missing)) },
    queries: [`SELECT coalesce(sum(n), 0) AS unexpected_count FROM (${groups}) AS twice`],
    examples: (facts) =>
      count(facts, 'unexpected_count') > 0
        ? `SELECT ${list} FROM ${table} WHERE (${list}) IN (SELECT ${list === names[0] ? list : `(${list})`} FROM (${groups}) AS twice) AND ${where} ORDER BY ${list} LIMIT ${EXAMPLES}`
        : undefined,
    judge: (facts, examples) => judgeRows(facts, examples, { mostly, countOfNothing: 0 }),
  }
}
