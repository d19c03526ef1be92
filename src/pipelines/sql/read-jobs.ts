import { contractTypes } from '../../contracts/codec/value-type.ts'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { Type } from '../../kernel/value-type.ts'
import { type Analysis, analyseSql } from './analyse/analyse.ts'
import { datesProblems } from './dates-problems.ts'
import { readSqlJob, type SqlJob } from './job.ts'
import { outputProblems } from './output.ts'
import { fixOfSqlRule } from './rules/index.ts'
import type { SqlSource } from './source.ts'
import { tablesRead } from './tables-read.ts'

/** A batch job that was read against the contracts. */
export interface ReadSqlJob {
  readonly job: SqlJob
  readonly analysis: Analysis
}

/** All batch jobs of a repo; one that cannot be read is a finding and hides no other. */
export function readSqlJobs(
  sources: readonly SqlSource[],
  contracts: readonly Contract[],
): { readonly jobs: readonly ReadSqlJob[]; readonly findings: readonly Finding[] } {
  const tables = new Map(contracts.map((contract) => [contract.name, contractTypes(contract)]))
  const findings: Finding[] = []
  const jobs = sources.flatMap((source) => {
    try {
      const read = readAgainst(readSqlJob(source), tables)
      findings.push(...read.analysis.problems)
      return [read]
    } catch (error) {
      if (!(error instanceof DqError)) throw error
      findings.push({
        rule: 'sql-syntax',
        severity: 'error',
        at: error.at ?? { file: source.file },
        message: error.message,
        fix: error.hint ?? fixOfSqlRule('sql-syntax'),
      })
      return []
    }
  })
  return { jobs, findings }
}

function readAgainst(job: SqlJob, tables: ReadonlyMap<string, ReadonlyMap<string, Type>>): ReadSqlJob {
  const analysis = analyseSql(job.query, job.source, { tables, parameters: job.parameters })
  const problems = [
    ...analysis.problems,
    ...outputProblems(job, analysis, tables),
    ...datesProblems(job, tablesRead(job.query, analysis.facts), tables),
  ]
  return { job, analysis: { ...analysis, problems } }
}
