import { DqError } from '../kernel/errors.ts'
import type { CheckedExpectation, CheckedSuite } from './checked-suite.ts'
import { type CompiledExpectation, compileSuite, factsOf } from './compile.ts'
import type { Outcome, Row } from './expectation.ts'
import { maskedFacts, maskedRows } from './mask.ts'
import type { QualityEngine } from './ports.ts'
import type { ExpectationResult, ValidationResult } from './result.ts'

type Ask = (statement: string) => Promise<readonly Row[]>

/** What a run knows beside suite and table. */
export interface RunContext {
  readonly parameters?: Readonly<Record<string, unknown>>
  /** Wall clock, in milliseconds since the epoch. */
  readonly now?: number
  /** Row counts of earlier runs of the table, newest first. */
  readonly pastRows?: readonly number[]
}

/** Judges the engine's table by a suite. An expectation that cannot be asked fails with its reason; the others are still judged. */
export async function runSuite(
  suite: CheckedSuite,
  engine: QualityEngine,
  { parameters = {}, now, pastRows }: RunContext = {},
): Promise<ValidationResult> {
  const { contract } = suite
  const { dialect, table, columns, others } = engine
  const compiled = compileSuite(suite.expectations, {
    dialect,
    table,
    columns,
    others,
    ...(contract !== undefined && { contract }),
    ...(now !== undefined && { now }),
    ...(pastRows !== undefined && { pastRows }),
  })
  const sql: { statement: string; seconds: number }[] = []
  const ask: Ask = async (statement) => {
    const { rows, seconds } = await engine.query(statement)
    sql.push({ statement, seconds })
    return rows
  }
  const scanned = await scanOnce(compiled.scan, ask)
  const results: ExpectationResult[] = []
  for (const [i, expectation] of suite.expectations.entries()) {
    const answer = compiled.expectations[i]
    if (answer !== undefined) results.push(await judge(expectation, answer, scanned, ask, suite))
  }
  const successful = results.filter(({ success }) => success).length
  return {
    success: successful === results.length,
    suite_name: suite.name,
    suite_parameters: parameters,
    results,
    statistics: {
      evaluated_expectations: results.length,
      successful_expectations: successful,
      unsuccessful_expectations: results.length - successful,
      success_percent: results.length === 0 ? null : (successful / results.length) * 100,
    },
    meta: {
      engine: engine.name,
      table: contract?.name ?? suite.name,
      seconds: sql.reduce((sum, { seconds }) => sum + seconds, 0),
      sql,
    },
    id: null,
  }
}

/** The scan's row; undefined when the engine refuses it: one bad pattern must not take the other verdicts along. */
async function scanOnce(scan: string | undefined, ask: Ask): Promise<Row | undefined> {
  if (scan === undefined) return {}
  try {
    return (await ask(scan))[0]
  } catch (error) {
    if (error instanceof DqError) return undefined
    throw error
  }
}

async function judge(
  expectation: CheckedExpectation,
  compiled: CompiledExpectation,
  scanned: Row | undefined,
  ask: Ask,
  { contract }: CheckedSuite,
): Promise<ExpectationResult> {
  if (compiled.kind === 'refused') return resultOf(expectation, { success: false, result: {} }, compiled.message)
  const { plan, fromScan, ownScan } = compiled
  try {
    const row = scanned ?? (ownScan === undefined ? {} : ((await ask(ownScan))[0] ?? {}))
    let facts = factsOf(fromScan, row)
    for (const query of plan.queries ?? []) {
      if (typeof query === 'string') facts = { ...facts, ...(await ask(query))[0] }
      else if (query.when(facts)) facts = { ...facts, ...(await ask(query.sql))[0] }
    }
    const wanted = plan.examples?.(facts)
    const examples = maskedRows(wanted === undefined ? [] : await ask(wanted), contract)
    const columns = expectation.bound.columns.map(({ name }) => name)
    return resultOf(expectation, plan.judge(maskedFacts(facts, columns, contract), examples))
  } catch (error) {
    if (!(error instanceof DqError)) throw error
    return resultOf(expectation, { success: false, result: {} }, error.message)
  }
}

/** The result of one expectation; `exception` says why it could not be judged. */
export const resultOf = (
  { type, kwargs, meta, id, severity, bound }: CheckedExpectation,
  { success, result }: Outcome,
  exception?: string,
): ExpectationResult => ({
  success,
  expectation_config: { type, kwargs, meta, id, severity },
  result,
  meta: { words: bound.words },
  exception_info: {
    raised_exception: exception !== undefined,
    exception_traceback: null,
    exception_message: exception ?? null,
  },
})
