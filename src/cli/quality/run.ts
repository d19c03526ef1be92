import { DqError } from '../../kernel/errors.ts'
import type { RunRecord } from '../../quality/history/record.ts'
import type { SuiteEngine, SuiteSeverity } from '../../quality/suite.ts'
import type { Settings } from '../config.ts'
import { DRAWN } from '../report/quality/html/history.ts'
import type { QualityReport } from '../report/quality/report.ts'
import { type RowsFlags, rowsOf } from './flags.ts'
import { judge, withHistory } from './judge.ts'

export interface QualityFlags extends RowsFlags {
  readonly set?: readonly (readonly [name: string, value: unknown])[] | undefined
  readonly engine?: SuiteEngine | undefined
  readonly 'gx-timeout'?: number | undefined
  readonly history?: boolean
  readonly alerts?: boolean
}

/** Judges files, or a table of the lake, by the suite of a table, or of a file; with earlier runs where a page is asked for. */
export async function runQuality(
  settings: Settings,
  name: string,
  {
    failOn,
    format,
    ...flags
  }: QualityFlags & { readonly failOn: SuiteSeverity; readonly format: readonly { readonly format: string }[] },
): Promise<{ readonly report: QualityReport; readonly warnings: readonly string[] }> {
  const { result, suite, record, warnings } = await judge(settings, {
    name,
    rows: rowsOf(flags),
    parameters: Object.fromEntries(flags.set ?? []),
    by: flags.engine,
    gxTimeout: flags['gx-timeout'],
    ...(flags.history !== undefined && { history: flags.history }),
    ...(flags.alerts !== undefined && { alerts: flags.alerts }),
  })
  const isPage = format.some((one) => one.format === 'html')
  const kept = isPage && flags.history !== false ? await runsOf(settings, record.table) : []
  const { at, data } = record
  const places = suite.expectations.map((expectation) => expectation.at)
  const history = kept[0]?.at === at ? kept : [record, ...kept]
  return { report: { result, data, at, file: suite.file, places, history, failOn }, warnings }
}

/** A history that cannot be read was told already, when this run was to be kept in it. */
async function runsOf(settings: Settings, table: string): Promise<readonly RunRecord[]> {
  try {
    return await withHistory(settings, (history) => history.runs(table, DRAWN))
  } catch (error) {
    if (error instanceof DqError) return []
    throw error
  }
}
