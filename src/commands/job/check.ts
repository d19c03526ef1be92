import { FindingsCommand } from '../../cli/findings-command.ts'
import { readOwnSqlJobs } from '../../cli/sql/sql-jobs.ts'

export default class JobCheck extends FindingsCommand {
  static override summary =
    'Read every batch job (jobs/*.sql) against the contracts: names, types, nulls, the table it writes.'
  static override description =
    'Only what DuckDB, Trino and Spark share passes. Nothing runs. Jobs in TypeScript are checked whenever they are loaded.'
  static override examples = ['$ dq job check']

  async run(): Promise<void> {
    const { flags } = await this.parse(JobCheck)
    const { jobs, findings } = await readOwnSqlJobs(this.settings(flags))
    const files = [...jobs.map(({ job }) => job.source.file), ...findings.map(({ at }) => at.file)]
    await this.report(findings, { format: flags.format, looked: { 'batch job': new Set(files).size } })
  }
}
