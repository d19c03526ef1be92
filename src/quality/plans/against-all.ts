import type { Batch, Plan } from '../expectation.ts'
import { all } from '../sql/literal.ts'
import { count, countIf, countMissing, EXAMPLES, judgeRows } from './rows.ts'

interface Question {
  readonly column: string
  readonly mostly: number
  /** A query of one row, of the values `v` of `values`: what all values together say. */
  readonly usual: (values: string) => string
  /** What a value `v` must meet beside that row (`usual.…`); unknown is not unexpected. */
  readonly meets: string
}

/** A question of every value beside all of them, such as its distance from their mean: a query of its own, which reads them twice. */
export function againstAllPlan({ column, mostly, usual, meets }: Question, batch: Batch): Plan {
  const { dialect, table, condition } = batch
  const value = dialect.quote(column)
  const values = `(SELECT CAST(${value} AS double) AS v, ${value} AS original FROM ${table} WHERE ${all(condition, `${value} IS NOT NULL`)})`
  const beside = `${values} AS mine CROSS JOIN (${usual(values)}) AS usual`
  return {
    measures: {
      element_count: countIf(condition),
      missing_count: countMissing({ kind: 'no value', value }, condition),
    },
    queries: [`SELECT count(CASE WHEN NOT (${meets}) THEN 1 END) AS unexpected_count FROM ${beside}`],
    examples: (facts) =>
      count(facts, 'unexpected_count') > 0
        ? `SELECT mine.original AS ${value} FROM ${beside} WHERE NOT (${meets}) LIMIT ${EXAMPLES}`
        : undefined,
    judge: (facts, examples) => judgeRows(facts, examples, { mostly, countOfNothing: null }),
  }
}

/** A query of the mean and the sample standard deviation of values, as `mean` and `spread`. */
export const meanAndSpread = (values: string, { dialect }: Batch): string =>
  `SELECT ${dialect.mean('v')} AS mean, ${dialect.stdev('v')} AS spread FROM ${values} AS every`

/** A query of the first and third quartile, between two values in proportion (percentile_cont), as `q1` and `q3`. */
export function quartiles(values: string): string {
  const ranked = `SELECT v, row_number() OVER (ORDER BY v) - 1 AS place, count(*) OVER () - 1 AS top FROM ${values} AS every`
  const at = (q: number) => {
    const place = `(${q} * top)`
    const low = `max(CASE WHEN place = floor${place} THEN v END)`
    const high = `max(CASE WHEN place = ceil${place} THEN v END)`
    return `${low} + (${high} - ${low}) * max(${place} - floor${place})`
  }
  return `SELECT ${at(0.25)} AS q1, ${at(0.75)} AS q3 FROM (${ranked}) AS ranked`
}
