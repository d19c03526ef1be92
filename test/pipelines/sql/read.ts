import { readdirSync, readFileSync } from 'node:fs'
import { diskFiles } from '../../../src/adapters/contract-files/disk.ts'
import { contractTypes } from '../../../src/contracts/codec/value-type.ts'
import { requireContracts } from '../../../src/contracts/repo/require.ts'
import type { Type } from '../../../src/kernel/value-type.ts'
import { type Analysis, analyseSql } from '../../../src/pipelines/sql/analyse/analyse.ts'
import { parseSql } from '../../../src/pipelines/sql/parse/parse.ts'
import { readSqlJobs } from '../../../src/pipelines/sql/read-jobs.ts'
import type { QueryCase } from './queries.ts'

const root = new URL('../../../', import.meta.url).pathname

/** The contracts of this repository. */
const contracts = await requireContracts(diskFiles(`${root}contracts`, root))

export const tables: ReadonlyMap<string, ReadonlyMap<string, Type>> = new Map(
  contracts.map((contract) => [contract.name, contractTypes(contract)]),
)

export const parameters: ReadonlyMap<string, Type> = new Map([['date', { kind: 'date', nullable: false }]])

/** The batch jobs of this repository. */
export const ownJobs = readSqlJobs(
  readdirSync(`${root}jobs`).map((name) => ({
    file: `jobs/${name}`,
    text: readFileSync(`${root}jobs/${name}`, 'utf8'),
  })),
  contracts,
)

/** A text read against the contracts of this repository. */
export function analysed(text: string, file = 'query.sql'): Analysis {
  const source = { file, text }
  return analyseSql(parseSql(source), source, { tables, parameters })
}

/** The text of each batch job as a query. */
export const jobQueries: readonly QueryCase[] = ownJobs.jobs.map(({ job }) => ({
  id: job.source.file,
  sql: job.source.text,
}))
