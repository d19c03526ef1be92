import type { Settings } from '../config.ts'
import { tablesIn } from '../report/sql-show.ts'
import { shownPath } from '../shown-path.ts'
import { ownSqlJobs } from './own-sql-jobs.ts'
import { requireSqlJobs } from './sql-jobs.ts'

/** The batch jobs as the list of jobs shows them. */
export async function sqlJobRows(settings: Settings) {
  const files = ownSqlJobs(settings.jobs)
  const { jobs } = await requireSqlJobs(settings)
  return jobs.map(({ job, analysis }) => ({
    name: job.name,
    kind: 'batch',
    from: shownPath(files.get(job.name)!),
    inputs: tablesIn(analysis.output),
    outputs: [job.output.contract],
    schedule: job.schedule,
  }))
}
