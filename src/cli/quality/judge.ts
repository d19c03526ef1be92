import type { Contract } from '../../contracts/model.ts'
import { contractNamed } from '../../contracts/repo/require.ts'
import { DqError } from '../../kernel/errors.ts'
import { failedRun, toldOf } from '../../quality/alerts/alert.ts'
import type { CheckedSuite } from '../../quality/checked-suite.ts'
import { runWithGx } from '../../quality/gx/run-with-gx.ts'
import { type RunRecord, recordOf } from '../../quality/history/record.ts'
import { tableOf } from '../../quality/load-suites.ts'
import { personalColumns } from '../../quality/mask.ts'
import { MOST_RUNS } from '../../quality/own/dq_row_count_to_match_history.ts'
import type { QualityEngine } from '../../quality/ports.ts'
import type { LakeState, ValidationResult } from '../../quality/result.ts'
import { runSuite } from '../../quality/run-suite.ts'
import type { SuiteEngine } from '../../quality/suite.ts'
import { tellRun } from '../alerts/tell.ts'
import type { Settings } from '../config.ts'
import { redact } from '../secrets.ts'
import { gxJudge, qualityEngine, runHistory } from '../wiring/quality.ts'
import { contractFiles } from '../wiring.ts'
import { contractsNamed } from './contracts.ts'
import { FILES_INSTEAD, openLakeTable, stateText } from './lake-rows.ts'
import { requireSuite } from './suite.ts'

/** Files that DuckDB reads, or tables of the lake. */
export type FilesOrLake =
  | {
      readonly kind: 'files'
      readonly data: string
      /** Rows of other tables. */
      readonly also?: readonly (readonly [name: string, data: string])[] | undefined
    }
  | {
      readonly kind: 'lake'
      /** Branch, tag or hash, of all tables that the suite looks at; by default the branch that dq.yaml names. */
      readonly at?: string | undefined
      /** The commit that is meant by it, where somebody has looked already. */
      readonly hash?: string | undefined
    }

/** Where the rows are; the engine is one that somebody has opened already. */
export type RowsOf =
  | FilesOrLake
  | { readonly kind: 'engine'; readonly open: () => Promise<QualityEngine>; readonly name: string }

export interface JudgeRequest {
  /** A table that has a suite, or the path of a suite. */
  readonly name: string
  readonly rows: RowsOf
  readonly parameters?: Readonly<Record<string, unknown>>
  /** Who judges; by default as the suite says. */
  readonly by?: SuiteEngine | undefined
  /** How long Great Expectations may take, in seconds. */
  readonly gxTimeout?: number | undefined
  /** Whether earlier runs are looked at, and this one is kept. */
  readonly history?: boolean
  /** Whether channels are told. */
  readonly alerts?: boolean
  /** Ends the run: nothing is judged then. */
  readonly signal?: AbortSignal | undefined
}

export interface Judged {
  readonly result: ValidationResult
  readonly suite: CheckedSuite
  /** As the history keeps it. */
  readonly record: RunRecord
  /** What went wrong around it: the history, the alerts. The verdict stands. */
  readonly warnings: readonly string[]
}

/** Judges rows by the suite of a table, records the run, and tells those whom dq.yaml names. */
export async function judge(settings: Settings, request: JudgeRequest): Promise<Judged> {
  const { name, rows, parameters = {}, by, gxTimeout = 600, history = true, alerts = true, signal } = request
  const isPath = /[\\/]|\.(json|ya?ml)$/.test(name)
  const others = rows.kind === 'files' ? (rows.also ?? []).map(([other]) => other) : []
  const contracts = await contractsNamed(await contractFiles(settings), {
    required: isPath ? others : [name, ...others],
    optional: isPath ? [tableOf(name.replaceAll('\\', '/'))] : [],
  })
  const suite = await requireSuite(settings, contracts, name, parameters, by)
  if (suite.expectations.length === 0)
    throw new DqError('nothing was judged: the suite expects nothing', {
      at: { file: suite.file },
      hint: 'give it an expectation',
    })
  const now = Date.now()
  const table = suite.contract?.name ?? suite.name
  const warnings: string[] = []
  try {
    const past = history ? await pastRows(settings, suite, table) : undefined
    const { engine, state } = await openRows(settings, request, suite, contracts)
    const context = { parameters, now, ...(past?.rows !== undefined && { pastRows: past.rows }) }
    const judged = await closing(engine, async () => {
      if (suite.engine === 'duckdb') return runSuite(suite, engine, context)
      const isPersonal = personalColumns(suite.contract).size > 0
      return runWithGx(suite, await gxJudge(engine, settings, gxTimeout * 1000, isPersonal), engine, context)
    })
    if (signal?.aborted) throw ended(table, signal)
    const result = state === undefined ? judged : { ...judged, meta: { ...judged.meta, lake: state } }
    if (past?.warning !== undefined) warnings.push(past.warning)
    if (suite.engine === 'gx' && addsDecimals(suite)) warnings.push(DOUBLES)
    const record = recordOf(result, { at: now, data: dataText(rows, state) })
    if (history && past?.warning === undefined) {
      try {
        await withHistory(settings, (runs) => runs.record(record, settings.runHistory))
      } catch (error) {
        warnings.push(`this run is not in the history: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    if (alerts) warnings.push(...(await tellRun(settings, toldOf(record))))
    return { result, suite, record, warnings }
  } catch (cause) {
    const error = signal?.aborted && cause instanceof DqError ? ended(table, signal) : cause
    // A run that judges nothing is news too. What failed is told here as it is told on the terminal.
    if (alerts && error instanceof DqError)
      await tellRun(settings, failedRun({ at: now, table, suite: suite.name }, redact(error.message)))
    throw error
  }
}

const DOUBLES =
  'Great Expectations sees decimals as doubles here: what adds or subtracts them may be off by the last digit'

const ADDS = ['unexpected_rows_expectation', 'expect_multicolumn_sum_to_equal', 'expect_column_sum_to_be_between']

const addsDecimals = ({ expectations, contract }: CheckedSuite): boolean =>
  expectations.some(({ type }) => ADDS.includes(type)) &&
  (contract?.fields ?? []).some(({ physicalType }) => physicalType.startsWith('decimal'))

async function openRows(
  settings: Settings,
  { rows, signal }: JudgeRequest,
  { contract, name, expectations }: CheckedSuite,
  contracts: readonly Contract[],
): Promise<{ readonly engine: QualityEngine; readonly state?: LakeState }> {
  switch (rows.kind) {
    case 'engine':
      return { engine: await rows.open() }
    case 'files': {
      const others = (rows.also ?? []).map(([name, data]) => ({ name, data, contract: contractNamed(contracts, name) }))
      return { engine: await qualityEngine({ data: rows.data, contract, others, signal }) }
    }
    case 'lake': {
      const names = [...new Set(expectations.flatMap(({ bound }) => bound.tables))]
      const known = await contractsNamed(await contractFiles(settings), { required: [], optional: names })
      const others = names.map((other) => ({ name: other, contract: known.find((one) => one.name === other) }))
      return openLakeTable(settings, {
        at: rows.at,
        hash: rows.hash,
        table: contract?.name ?? name,
        contract,
        others,
        signal,
        // A gate has no flags.
        ...(rows.hash === undefined && { instead: FILES_INSTEAD }),
      })
    }
  }
}

/** What was judged, as the command named it. */
const dataText = (rows: RowsOf, state: LakeState | undefined): string =>
  rows.kind === 'files' ? rows.data : rows.kind === 'engine' ? rows.name : state === undefined ? '' : stateText(state)

function ended(table: string, { reason }: AbortSignal): DqError {
  const isLate = reason instanceof Error && reason.name === 'TimeoutError'
  return new DqError(`${table} is not judged: ${isLate ? 'the time for it is over' : 'the run was ended'}`)
}

async function closing<T>(engine: QualityEngine, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    await engine.close()
  }
}

/** Only when the suite asks for them. A history that cannot be read leaves the question unanswered, and the others as they are. */
async function pastRows(
  settings: Settings,
  suite: CheckedSuite,
  table: string,
): Promise<{ readonly rows?: readonly number[]; readonly warning?: string }> {
  if (!suite.expectations.some(({ type }) => type === 'dq_row_count_to_match_history')) return {}
  try {
    return { rows: await withHistory(settings, (runs) => runs.rowCounts(table, MOST_RUNS)) }
  } catch (error) {
    if (!(error instanceof DqError)) throw error
    return { warning: `the history of runs cannot be read: ${error.message}` }
  }
}

/** Opens the history for one question: no process keeps it. */
export async function withHistory<T>(
  settings: Settings,
  work: (history: Awaited<ReturnType<typeof runHistory>>) => Promise<T>,
): Promise<T> {
  const history = await runHistory(settings)
  try {
    return await work(history)
  } finally {
    await history.close()
  }
}
