import { relative, sep } from 'node:path'
import type { LineageFile } from '../../contracts/lineage/lineage-file.ts'
import { compareCodePoints } from '../../kernel/code-points.ts'
import { ingestLineageJob } from '../../pipelines/ingest/lineage.ts'
import { lineageJob } from '../../pipelines/lineage-export/lineage-job.ts'
import { sqlLineageJob } from '../../pipelines/sql/lineage-job.ts'
import type { Settings } from '../config.ts'
import { loadIngests } from '../ingest/load-ingest.ts'
import { loadJobs } from '../load-job.ts'
import { ownSqlJobs } from '../sql/own-sql-jobs.ts'
import { requireSqlJobs } from '../sql/sql-jobs.ts'
import { jobSources } from './job-sources.ts'

/** What the jobs themselves say: this loads them, and so runs their modules. */
export async function lineageOfJobs(settings: Settings): Promise<Pick<LineageFile, 'jobs'>> {
  const loaded = await loadJobs(settings)
  const jobs = loaded.map((one) => lineageJob(one.job, jobSources(one, settings)))
  for (const one of await loadIngests(settings)) jobs.push(ingestLineageJob(one.job, jobSources(one, settings)))
  const batch = await requireSqlJobs(settings)
  const kinds = new Map(batch.contracts.map(({ name, kind }) => [name, kind]))
  const files = ownSqlJobs(settings.jobs)
  for (const read of batch.jobs)
    jobs.push(sqlLineageJob(read, inRepo(settings, files.get(read.job.name)!), (name) => kinds.get(name)!))
  return { jobs: jobs.sort((a, b) => compareCodePoints(a.name, b.name)) }
}

const inRepo = ({ root }: Settings, path: string): string => relative(root, path).split(sep).join('/')
