import { readFileSync } from 'node:fs'
import type { Contract } from '../../contracts/model.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Finding } from '../../kernel/finding.ts'
import { type ReadSqlJob, readSqlJobs } from '../../pipelines/sql/read-jobs.ts'
import type { Settings } from '../config.ts'
import { shownPath } from '../shown-path.ts'
import { contractFiles } from '../wiring.ts'
import { ownSqlJobs } from './own-sql-jobs.ts'

export interface OwnSqlJobs {
  readonly jobs: readonly ReadSqlJob[]
  readonly findings: readonly Finding[]
  readonly contracts: readonly Contract[]
}

/** Reads batch jobs against the contracts, loaded here unless they are given; all of them, or the one of that name. */
export async function readOwnSqlJobs(
  settings: Settings,
  only?: string,
  given?: readonly Contract[],
): Promise<OwnSqlJobs> {
  const paths = [...ownSqlJobs(settings.jobs)].filter(([name]) => only === undefined || name === only)
  const sources = paths.map(([, path]) => ({ file: shownPath(path), text: readFileSync(path, 'utf8') }))
  const contracts = given ?? (sources.length === 0 ? [] : await requireContracts(await contractFiles(settings)))
  return { ...readSqlJobs(sources, contracts), contracts }
}

/** Batch jobs in which nothing is wrong. @throws DqError at the first mistake. */
export async function requireSqlJobs(
  settings: Settings,
  only?: string,
  given?: readonly Contract[],
): Promise<OwnSqlJobs> {
  const read = await readOwnSqlJobs(settings, only, given)
  const [first, ...more] = read.findings
  if (first === undefined) return read
  throw new DqError(`${first.message}${more.length === 0 ? '' : ` (and ${more.length} more)`}`, {
    at: first.at,
    hint: `${first.fix ?? ''}${more.length === 0 ? '' : '; dq job check lists them all'}`,
  })
}
