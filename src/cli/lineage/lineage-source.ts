import { createHash } from 'node:crypto'
import { relative, resolve, sep } from 'node:path'
import type { UsageSource } from '../../contracts/impact/usage.ts'
import { LINEAGE_FILE } from '../../contracts/lineage/lineage-file.ts'
import { readLineage } from '../../contracts/lineage/read-lineage.ts'
import missingLineage from '../../contracts/lineage/rules/missing-lineage.ts'
import { staleJobs } from '../../contracts/lineage/stale-jobs.ts'
import { usagesOfLineage } from '../../contracts/lineage/usages-of-lineage.ts'
import { finding } from '../../contracts/validate/rule.ts'
import { inBatches } from '../../kernel/in-batches.ts'
import type { Settings } from '../config.ts'
import { jobsNamed } from '../own-jobs.ts'
import type { RepoFiles } from '../repo-files.ts'
import { shownPath } from '../shown-path.ts'
import { sqlJobsNamed } from '../sql/own-sql-jobs.ts'
import { lineagePath } from './lineage-file.ts'

/** The jobs as users of fields, from the checked-in file; their own texts are only compared by digest, never run. */
export const lineageSource = (settings: Settings, files: RepoFiles): UsageSource => ({
  name: LINEAGE_FILE,
  async usages() {
    const path = lineagePath(settings)
    const file = shownPath(path)
    const text = await files.text(path)
    const names = await files.names(settings.jobs)
    const jobs = new Map(
      [...jobsNamed(settings.jobs, names), ...sqlJobsNamed(settings.jobs, names)].map(([name, module]) => [
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
    const sources = [...new Set(lineage.jobs.flatMap((job) => job.sources.map(({ file }) => file)))]
    const digests = new Map(
      await inBatches(sources, async (name) => [name, digestOfText(await files.text(inFile(name)))] as const),
    )
    return {
      usages: [],
      usagesOf: usagesOfLineage(lineage, (name) => shownPath(inFile(name))),
      findings: staleJobs(lineage, { file, jobs, digest: (name) => digests.get(name) }),
    }
  },
})

/** `digestOf`, by the platform. */
const digestOfText = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')

const inRepo = ({ root }: Settings, path: string): string => relative(root, path).split(sep).join('/')
