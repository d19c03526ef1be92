import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import type { UsageSource } from '../../contracts/impact/usage.ts'
import { LINEAGE_FILE, type LineageFile } from '../../contracts/lineage/lineage-file.ts'
import { readLineage } from '../../contracts/lineage/read-lineage.ts'
import missingLineage from '../../contracts/lineage/rules/missing-lineage.ts'
import { staleJobs } from '../../contracts/lineage/stale-jobs.ts'
import { usagesOfLineage } from '../../contracts/lineage/usages-of-lineage.ts'
import { finding } from '../../contracts/validate/rule.ts'
import { compareCodePoints } from '../../kernel/code-points.ts'
import { lineageJob } from '../../pipelines/lineage-export/lineage-job.ts'
import { sqlLineageJob } from '../../pipelines/sql/lineage-job.ts'
import type { Settings } from '../config.ts'
import { loadJobs } from '../load-job.ts'
import { ownJobs } from '../own-jobs.ts'
import { shownPath } from '../shown-path.ts'
import { ownSqlJobs, requireSqlJobs } from '../sql/sql-jobs.ts'
import { jobSources } from './job-sources.ts'

export const lineagePath = ({ root }: Settings): string => join(root, LINEAGE_FILE)

export const textOfFile = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined

/** What the jobs themselves say: this loads them, and so runs their modules. */
export async function lineageOfJobs(settings: Settings): Promise<Pick<LineageFile, 'jobs'>> {
  const loaded = await loadJobs(settings)
  const jobs = loaded.map((one) => lineageJob(one.job, jobSources(one, settings)))
  const batch = await requireSqlJobs(settings)
  const kinds = new Map(batch.contracts.map(({ name, kind }) => [name, kind]))
  const files = ownSqlJobs(settings.jobs)
  for (const read of batch.jobs)
    jobs.push(sqlLineageJob(read, inRepo(settings, files.get(read.job.name)!), (name) => kinds.get(name)!))
  return { jobs: jobs.sort((a, b) => compareCodePoints(a.name, b.name)) }
}

/** Replaces the file whole. */
export function writeLineage(settings: Settings, text: string): void {
  const file = lineagePath(settings)
  writeFileSync(`${file}.part`, text)
  renameSync(`${file}.part`, file)
}

/** The jobs as users of fields, from the checked-in file; their own texts are only compared by digest, never run. */
export const lineageSource = (settings: Settings): UsageSource => ({
  name: LINEAGE_FILE,
  async usages() {
    const path = lineagePath(settings)
    const file = shownPath(path)
    const text = textOfFile(path)
    const jobs = new Map(
      [...ownJobs(settings.jobs), ...ownSqlJobs(settings.jobs)].map(([name, module]) => [
        name,
        inRepo(settings, module),
      ]),
    )
    if (text === undefined) {
      const message = `no ${LINEAGE_FILE} says what ${[...jobs.keys()].join(', ')} ${jobs.size === 1 ? 'uses' : 'use'}`
      return { usages: [], findings: jobs.size === 0 ? [] : [finding(missingLineage, { at: { file }, message })] }
    }
    const { lineage, findings } = readLineage(file, text)
    if (lineage === undefined) return { usages: [], findings }
    const inFile = (name: string): string => resolve(settings.root, name)
    return {
      usages: [],
      usagesOf: usagesOfLineage(lineage, (name) => shownPath(inFile(name))),
      findings: staleJobs(lineage, { file, jobs, digest: (name) => digestOfFile(inFile(name)) }),
    }
  },
})

/** `digestOf`, by the platform. */
function digestOfFile(file: string): string | undefined {
  const text = textOfFile(file)
  return text === undefined ? undefined : createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}

const inRepo = ({ root }: Settings, path: string): string => relative(root, path).split(sep).join('/')
