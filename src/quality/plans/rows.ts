import type { Batch, Outcome, Plan, Row } from '../expectation.ts'
import { all } from '../sql/literal.ts'

/** How many examples a result carries, as in Great Expectations. */
export const EXAMPLES = 20

interface RowsQuestion {
  /** What a row must meet; a row for which it is unknown is not unexpected (SQL's three-valued logic). */
  readonly meets: string
  readonly missing?: Missing
  /** Columns shown of an unexpected row; one column is shown as its value alone. Without any it is a null, which nobody needs to ask for. */
  readonly show: readonly string[]
  readonly mostly: number
  /** What Great Expectations' SQL counts over an empty table: null for one column, 0 for several. */
  readonly countOfNothing: 0 | null
}

/** Rows without a say: those without a value, for which `meets` is unknown anyway, or those that ignore_row_if names. */
export type Missing =
  | { readonly kind: 'no value'; readonly value: string }
  | { readonly kind: 'where'; readonly sql: string }

/** A yes-or-no question of every row, answered by the scan. */
export function rowsPlan(question: RowsQuestion, batch: Batch): Plan {
  const { condition } = batch
  const { missing, meets } = question
  const considered = missing?.kind === 'where' ? `NOT (${missing.sql})` : undefined
  const unexpected = all(condition, considered, `NOT (${meets})`)
  return {
    measures: {
      element_count: countIf(condition),
      ...(missing !== undefined && { missing_count: countMissing(missing, condition) }),
      unexpected_count: countIf(unexpected),
    },
    examples: (facts) =>
      question.show.length > 0 && count(facts, 'unexpected_count') > 0
        ? exampleRows(unexpected, question.show, batch)
        : undefined,
    judge: (facts, examples) => judgeRows(facts, question.show.length > 0 ? examples : nulls(facts), question),
  }
}

/** CASE and not FILTER: every engine has it, and DuckDB takes 6 % less time for a suite of ten. */
export const countIf = (condition: string | undefined): string =>
  condition === undefined ? 'count(*)' : `count(CASE WHEN ${condition} THEN 1 END)`

/** Counting values is cheaper than asking every row whether it has one. */
export function countMissing(missing: Missing, condition: string | undefined): string {
  if (missing.kind === 'where') return countIf(all(condition, missing.sql))
  if (condition === undefined) return `count(*) - count(${missing.value})`
  return countIf(all(condition, `${missing.value} IS NULL`))
}

const exampleRows = (where: string, columns: readonly string[], { dialect, table }: Batch): string =>
  `SELECT ${columns.map(dialect.quote).join(', ')} FROM ${table} WHERE ${where} LIMIT ${EXAMPLES}`

const nulls = (facts: Row): readonly Row[] =>
  Array.from({ length: Math.min(EXAMPLES, count(facts, 'unexpected_count')) }, () => ({ value: null }))

export const count = (facts: Row, name: string): number => Number(facts[name] ?? 0)

/** The verdict and the counts as Great Expectations' SQL engine gives them (expectation.py, _format_map_output). */
export function judgeRows(
  facts: Row,
  examples: readonly Row[],
  { mostly, countOfNothing }: Pick<RowsQuestion, 'mostly' | 'countOfNothing'>,
): Outcome {
  const elements = count(facts, 'element_count')
  const hasMissing = 'missing_count' in facts
  const missing = count(facts, 'missing_count')
  const unexpected = count(facts, 'unexpected_count')
  const considered = elements - missing
  const percent = (of: number) => (of > 0 ? (unexpected / of) * 100 : null)
  const list = examples.map((row) => (Object.keys(row).length === 1 ? (Object.values(row)[0] ?? null) : row))
  return {
    // In float64 and without an epsilon: exactly at the threshold passes.
    success: considered === 0 || (considered - unexpected) / considered >= mostly,
    result: {
      element_count: elements,
      unexpected_count: elements === 0 ? countOfNothing : unexpected,
      unexpected_percent: percent(considered),
      partial_unexpected_list: list,
      ...(hasMissing && {
        missing_count: missing,
        missing_percent: elements > 0 ? (missing / elements) * 100 : null,
        unexpected_percent_total: percent(elements),
        unexpected_percent_nonmissing: percent(considered),
      }),
      partial_unexpected_counts: counted(list),
    },
  }
}

/** Like Great Expectations it counts only what is in the list of examples. */
function counted(list: readonly unknown[]): readonly { value: unknown; count: number }[] {
  const counts = new Map<string, { value: unknown; count: number }>()
  for (const item of list) {
    const value = typeof item === 'object' && item !== null ? Object.values(item) : item
    const key = JSON.stringify(value)
    const entry = counts.get(key)
    counts.set(key, { value, count: (entry?.count ?? 0) + 1 })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)
}
