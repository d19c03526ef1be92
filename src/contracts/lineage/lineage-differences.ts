import type { Finding } from '../../kernel/finding.ts'
import { finding } from '../validate/rule.ts'
import type { LineageFile, LineageJob } from './lineage-file.ts'
import staleLineage from './rules/stale-lineage.ts'

/** How the file differs from what the jobs say, a finding a job. */
export function lineageDifferences(
  written: Pick<LineageFile, 'jobs'>,
  said: Pick<LineageFile, 'jobs'>,
  file: string,
): readonly Finding[] {
  const old = new Map(written.jobs.map((job) => [job.name, job]))
  const now = new Map(said.jobs.map((job) => [job.name, job]))
  const messages = [
    ...written.jobs.flatMap(({ name }) => (now.has(name) ? [] : [`job ${name} is gone`])),
    ...said.jobs.flatMap((job) => {
      const before = old.get(job.name)
      if (before === undefined) return [`job ${job.name} is missing`]
      return JSON.stringify(before) === JSON.stringify(job) ? [] : [`job ${job.name}: ${differenceOf(before, job)}`]
    }),
  ]
  const all = messages.length > 0 ? messages : ['it was not written by this version of dq lineage export']
  return all.map((message) => finding(staleLineage, { at: { file }, message }))
}

function differenceOf(before: LineageJob, now: LineageJob): string {
  const [old, current] = [before, now].map(({ edges }) => edges.map(edgeText)) as [string[], string[]]
  const missing = current.filter((edge) => !old.includes(edge))
  const gone = old.filter((edge) => !current.includes(edge))
  const parts = [counted(missing, 'missing'), counted(gone, 'not true any more')].filter((part) => part !== '')
  return parts.length > 0 ? parts.join('; ') : 'its texts or lines changed, its edges are the same'
}

const edgeText = ({ from, kind, to }: LineageJob['edges'][number]): string => `${from} → ${to} (${kind})`

const counted = ([first, ...more]: readonly string[], what: string): string =>
  first === undefined
    ? ''
    : `${first}${more.length === 0 ? '' : ` and ${more.length} more`} ${more.length === 0 ? 'is' : 'are'} ${what}`
