import { DqError } from '../kernel/errors.ts'
import type { CheckedExpectation } from './checked-suite.ts'
import { canAnswer, neutralType } from './column-type.ts'
import type { Batch, Plan, Row } from './expectation.ts'
import { conditionColumns, conditionSql } from './row-condition.ts'

/** A suite as SQL: one scan for all that one scan can answer, and what needs a query of its own. */
export interface CompiledSuite {
  /** Undefined when no expectation needs it. */
  readonly scan: string | undefined
  /** In the order of the suite. */
  readonly expectations: readonly CompiledExpectation[]
}

export type CompiledExpectation =
  | {
      readonly kind: 'planned'
      readonly plan: Plan
      /** The expectation's name of a fact → the scan's column. */
      readonly fromScan: ReadonlyMap<string, string>
      /** The same facts for this expectation alone, when the common scan is refused. */
      readonly ownScan: string | undefined
    }
  /** The table has no such column, or one of another type; or something else is lacking. */
  | { readonly kind: 'refused'; readonly message: string }

export function compileSuite(
  expectations: readonly CheckedExpectation[],
  table: Omit<Batch, 'condition'>,
): CompiledSuite {
  // The same aggregate of two expectations is computed once.
  const aggregates = new Map<string, string>()
  const compiled = expectations.map((expectation): CompiledExpectation => {
    const message = refusal(expectation, table)
    if (message !== undefined) return { kind: 'refused', message }
    const { bound } = expectation
    const condition =
      bound.condition === undefined ? undefined : conditionSql(bound.condition, table.dialect, table.columns)
    const plan = planOf(() => bound.plan({ ...table, ...(condition !== undefined && { condition }) }))
    if (plan instanceof DqError) return { kind: 'refused', message: plan.message }
    const fromScan = Object.entries(plan.measures).map(([name, sql]) => {
      const column = aggregates.get(sql) ?? `m${aggregates.size}`
      aggregates.set(sql, column)
      return [name, column] as const
    })
    const own = Object.values(plan.measures).map((sql, k) => [sql, fromScan[k]?.[1] ?? ''] as const)
    return { kind: 'planned', plan, fromScan: new Map(fromScan), ownScan: scanSql(own, table.table) }
  })
  return { scan: scanSql([...aggregates], table.table), expectations: compiled }
}

/** What an expectation lacks (a contract, the time, a history) is its own failure, not that of the suite. */
function planOf(plan: () => Plan): Plan | DqError {
  try {
    return plan()
  } catch (error) {
    if (error instanceof DqError) return error
    throw error
  }
}

const scanSql = (aggregates: readonly (readonly [sql: string, column: string])[], table: string): string | undefined =>
  aggregates.length === 0
    ? undefined
    : `SELECT\n${aggregates.map(([sql, column]) => `  ${sql} AS ${column}`).join(',\n')}\nFROM ${table}`

/** The facts of one expectation, out of the scan's one row. */
export const factsOf = (fromScan: ReadonlyMap<string, string>, scanned: Row): Row =>
  Object.fromEntries([...fromScan].map(([name, column]) => [name, scanned[column] ?? null]))

function refusal(
  { bound, type }: CheckedExpectation,
  { columns, others }: Pick<Batch, 'columns' | 'others'>,
): string | undefined {
  const types = new Map(columns.map((column) => [column.name, column.type]))
  const conditioned = bound.condition === undefined ? [] : conditionColumns(bound.condition)
  const missing = [...bound.columns, ...conditioned].find(({ name }) => !types.has(name))
  if (missing !== undefined) return `the data has no column "${missing.name}"`
  const unknown = bound.tables.find((name) => !others.has(name))
  if (unknown !== undefined) return `the rows of ${unknown} are needed too: give them with --also ${unknown}=<files>`
  for (const { name, needs } of bound.columns) {
    const found = types.get(name) ?? ''
    const neutral = neutralType(found)
    if (needs !== 'anything' && (neutral === undefined || !canAnswer(needs, neutral)))
      return `${type} needs ${needs}, and ${name} is ${found}`
  }
  return undefined
}
