import { DqError } from '../../kernel/errors.ts'
import { keyText, parseKey } from '../../lake/catalog/key.ts'
import { branchesWith, type Lake, loadTable } from '../../lake/table/table.ts'
import type { BatchJob } from '../../pipelines/batch/batch-job.ts'
import type { Settings } from '../config.ts'
import { loadIngests } from '../ingest/load-ingest.ts'
import { readOwnSqlJobs } from '../sql/sql-jobs.ts'

/**
 * Before anything is made: a run on the wrong branch leaves no empty table behind. A job may read what it has made itself.
 * @throws DqError with every table that is not there, and what fills the first.
 */
export async function requireInputs(
  settings: Settings,
  lake: Lake,
  branch: string,
  { name, inputs, output }: BatchJob,
): Promise<void> {
  const there = new Set((await lake.catalog.entries(branch)).map(({ key }) => keyText(key)))
  const missing = [...inputs.keys()].filter((table) => table !== output.contract.name && !there.has(table))
  const [first] = missing
  if (first === undefined) return
  // One that another branch has was looked for in the wrong place.
  if ((await branchesWith(lake, parseKey(first))).length > 0) await loadTable(lake, branch, parseKey(first))
  throw new DqError(`${branch} has no table ${missing.join(', ')}, which ${name} reads`, {
    hint: `${await whatFills(settings, first, branch)}; dq table apply ${first} --branch ${branch} makes it without rows`,
  })
}

async function whatFills(settings: Settings, table: string, branch: string): Promise<string> {
  for (const { job } of await loadIngests(settings)) {
    const route = job.routes.find((one) => one.table.name === table)
    if (route !== undefined)
      return `dq run ${job.ir.name} --input ${route.topic.name}=<file> --branch ${branch} fills ${table}`
  }
  const { jobs } = await readOwnSqlJobs(settings)
  const maker = jobs.find(({ job }) => job.output.contract === table)
  return maker === undefined
    ? `dq table append ${table} <file> --branch ${branch} adds rows`
    : `dq run ${maker.job.name} --branch ${branch} makes ${table}`
}
