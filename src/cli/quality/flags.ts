import { Flags } from '@oclif/core'
import { DqError } from '../../kernel/errors.ts'
import { SuiteEngine } from '../../quality/suite.ts'
import type { FilesOrLake } from './judge.ts'

/** `name=value`; a value that is JSON is taken as that, anything else as text. */
export const parameterFlag = Flags.custom<readonly [name: string, value: unknown]>({
  helpValue: 'name=value',
  async parse(text) {
    const at = text.indexOf('=')
    if (at <= 0) throw new DqError(`"${text}" gives no value`, { hint: 'e.g. --set min_rows=1000' })
    const value = text.slice(at + 1)
    try {
      return [text.slice(0, at), JSON.parse(value)]
    } catch {
      return [text.slice(0, at), value]
    }
  },
})

/** `table=path`. */
const tableFlag = Flags.custom<readonly [name: string, data: string]>({
  helpValue: 'table=files',
  async parse(text) {
    const at = text.indexOf('=')
    if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)]
    throw new DqError(`"${text}" does not say which table is in which files`, {
      hint: 'e.g. --also bronze.orders=orders.parquet',
    })
  },
})

/** Which rows: of the lake, or of files. */
export const rowsFlags = {
  at: Flags.string({
    helpValue: 'ref',
    exclusive: ['data'],
    summary:
      'The table of the lake at a branch, tag or hash; main#<id> is a snapshot. By default lake.branch of dq.yaml, or main.',
  }),
  data: Flags.string({ summary: 'Rows of files instead: Parquet, CSV, JSON or JSON Lines, a file or a glob.' }),
}

/** Where the rows are that the flags name. */
export const rowsOf = ({ at, data, also }: RowsFlags): FilesOrLake =>
  data === undefined ? { kind: 'lake', at } : { kind: 'files', data, also }

export interface RowsFlags {
  readonly at?: string | undefined
  readonly data?: string | undefined
  readonly also?: readonly (readonly [name: string, data: string])[] | undefined
}

/** What is judged by a suite, how, and what becomes of the run. */
export const runFlags = {
  ...rowsFlags,
  also: tableFlag({
    multiple: true,
    dependsOn: ['data'],
    summary: 'Rows of another table that the suite looks at. May be given again.',
  }),
  set: parameterFlag({ multiple: true, summary: 'A suite parameter. May be given again.' }),
  engine: Flags.option({ options: SuiteEngine.options })({
    summary:
      'Who judges: dq on DuckDB, or the real Great Expectations (dq quality setup-gx). By default as the suite says.',
  }),
  'gx-timeout': Flags.integer({
    min: 1,
    default: 600,
    helpValue: 'seconds',
    summary: 'How long Great Expectations may take.',
  }),
  history: Flags.boolean({ default: true, allowNo: true, summary: 'Keep this run, and compare with earlier ones.' }),
  alerts: Flags.boolean({ default: true, allowNo: true, summary: 'Tell the channels that dq.yaml names.' }),
}
