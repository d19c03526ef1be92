import { contractTypes } from '../../contracts/codec/value-type.ts'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { sha256 } from '../../kernel/sha256.ts'
import { parseKey, type TableKey } from '../../lake/catalog/key.ts'
import type { PartitionWish } from '../../lake/table/partition-by.ts'
import type { SqlJob } from '../sql/job.ts'
import { printSqlQuery } from '../sql/print/print.ts'
import type { ReadSqlJob } from '../sql/read-jobs.ts'
import { type DateWindow, dateWindows } from './date-window.ts'
import type { Day } from './days.ts'

/** The table that a batch job writes, as its contract has it. */
export interface OutputTable {
  readonly contract: Contract
  readonly partitionBy: readonly PartitionWish[]
  /** Columns that tell rows apart; none when the contract names none. */
  readonly primaryKey: readonly string[]
}

/** A batch job that can be run over tables. */
export interface BatchJob {
  readonly name: string
  readonly job: SqlJob
  readonly output: OutputTable & { readonly key: TableKey }
  /** Absent for a job without a date: each run replaces the whole table. */
  readonly date?: {
    readonly parameter: string /** Of the output: a run replaces the partitions of its day. */
    readonly column: string
  }
  /** Every table it reads, with the days that a run for a date reads of it. */
  readonly inputs: ReadonlyMap<string, DateWindow | undefined>
  /** Digest of the query, whatever its comments and layout are. */
  readonly hash: string
  /** The text for DuckDB. */
  readonly sql: (date: Day | undefined) => string
}

/** @throws DqError for a job that the runner cannot give its parameters, or whose table cannot be replaced by days. */
export function batchJob({ job, analysis }: ReadSqlJob, output: OutputTable): BatchJob {
  const { name, parameters } = job
  const [first, ...others] = [...parameters]
  if (others.length > 0 || (first !== undefined && first[1].kind !== 'date'))
    throw new DqError(`${name} cannot be run by date: it takes ${[...parameters.keys()].join(', ')}`, {
      at: { file: job.source.file },
      hint: 'one parameter of type date, or none',
    })
  const types = contractTypes(output.contract)
  const casts = analysis.output.columns.map((column) => types.get(column.name)!)
  const table = { ...output, key: parseKey(output.contract.name) }
  const parameter = first?.[0]
  const of = { name, job, output: table, inputs: dateWindows(analysis.query, analysis.facts, parameter ?? '') }
  const sql = (date: Day | undefined) => {
    const values = new Map(parameter === undefined || date === undefined ? [] : [[parameter, date]])
    return printSqlQuery(analysis, 'duckdb', { parameters, values, casts })
  }
  const hash = sha256(sql(undefined))
  if (parameter === undefined) return { ...of, hash, sql }
  const days = output.partitionBy.find(
    ({ column, transform: { kind } }) => types.get(column)?.kind === 'date' && (kind === 'identity' || kind === 'day'),
  )
  if (days === undefined)
    throw new DqError(`${name} is run by date, and ${output.contract.name} is not partitioned by one`, {
      at: output.contract.places.odcs(['schema', 0]),
      hint: 'give a property of type date partitioned: true, partitionKeyPosition: 1',
    })
  return { ...of, date: { parameter, column: days.column }, hash, sql }
}
