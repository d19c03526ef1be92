import type { Finding } from '../../kernel/finding.ts'
import { sha256 } from '../../kernel/sha256.ts'
import { finding } from '../validate/rule.ts'
import type { LineageFile, LineageJob } from './lineage-file.ts'
import staleLineage from './rules/stale-lineage.ts'

export interface JobTexts {
  /** How messages call the lineage file. */
  readonly file: string
  /** The repo's own jobs by name, with their file relative to the lineage file. */
  readonly jobs: ReadonlyMap<string, string>
  /** The `digestOf` the text of a file named in the lineage file, undefined when it is gone. */
  readonly digest: (file: string) => string | undefined
}

/** Whether the jobs are as they were when the file was written, told from their texts: no job is run. */
export function staleJobs(lineage: LineageFile, { file, jobs, digest }: JobTexts): readonly Finding[] {
  const known = new Map(lineage.jobs.map((job) => [job.name, job]))
  const stale = (message: string): Finding => finding(staleLineage, { at: { file }, message })
  return [
    ...[...jobs].flatMap(([name, path]) =>
      known.has(name) ? [] : [stale(`${path} is a job, and the lineage file does not know it`)],
    ),
    ...lineage.jobs.flatMap((job) => changedSources(job, digest).map(stale)),
  ]
}

function changedSources({ name, sources }: LineageJob, digest: JobTexts['digest']): readonly string[] {
  return sources.flatMap(({ file, sha256: known }) => {
    const now = digest(file)
    if (now === undefined) return [`${file} of job ${name} is gone`]
    return now === known ? [] : [`${file} of job ${name} changed since the lineage file was written`]
  })
}

/** SHA-256 of a text whose lines end as git stores them. */
export const digestOf = (text: string): string => sha256(text.replaceAll('\r\n', '\n'))
