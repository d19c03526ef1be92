import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { SqlJob } from '../../pipelines/sql/job.ts'
import type { SqlDialectName } from '../../pipelines/sql/print/dialect.ts'
import { printSqlQuery } from '../../pipelines/sql/print/print.ts'
import type { ReadSqlJob } from '../../pipelines/sql/read-jobs.ts'
import type { Settings } from '../config.ts'
import { ownSqlJobs } from './own-sql-jobs.ts'
import { requireSqlJobs } from './sql-jobs.ts'

/** The one batch job of that name, in which nothing is wrong; contracts are loaded unless they are given. */
export async function sqlJobNamed(
  settings: Settings,
  name: string,
  contracts?: readonly Contract[],
): Promise<ReadSqlJob> {
  const { jobs } = await requireSqlJobs(settings, name, contracts)
  const [found] = jobs
  if (found !== undefined) return found
  const names = [...ownSqlJobs(settings.jobs).keys()]
  throw new DqError(`no batch job is called "${name}"${didYouMean(name, names)}`, {
    hint: names.length === 0 ? 'a batch job is jobs/<name>.sql' : `batch jobs: ${names.join(', ')}`,
  })
}

/** The text of one engine; `set` holds values of parameters as `name=value`. */
export const sqlPlan = ({ job, analysis }: ReadSqlJob, dialect: SqlDialectName, set: readonly string[]): string =>
  printSqlQuery(analysis, dialect, { values: setValues(job, set), parameters: job.parameters })

/** Values of parameters, given as `name=value`. */
export function setValues({ name: jobName, parameters }: SqlJob, set: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const text of set) {
    const [, name = '', value = ''] = /^([a-z_][a-z0-9_]*)=(.*)$/s.exec(text) ?? []
    const type = parameters.get(name)
    if (type === undefined)
      throw new DqError(`--set ${text}: ${jobName} has no parameter "${name}"${didYouMean(name, parameters.keys())}`, {
        hint: 'write --set name=value',
      })
    if (type.kind === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(value))
      throw new DqError(`--set ${text}: "${value}" is no date`, { hint: `write --set ${name}=2017-10-02` })
    values.set(name, value)
  }
  return values
}
