import { type ReplayCounts, rejectedTopics, replayRoute } from '../../pipelines/ingest/replay.ts'
import type { Settings } from '../config.ts'
import { author } from '../lake/author.ts'
import { openIngest } from '../wiring/ingest.ts'
import { wire } from '../wiring/live.ts'
import type { LoadedIngest } from './load-ingest.ts'
import { readyTables } from './ready-tables.ts'

export interface ReplayReport {
  readonly job: string
  readonly branch: string
  readonly rejectedTable: string
  /** Those of which something was kept back. */
  readonly routes: readonly { readonly topic: string; readonly table: string; readonly counts: ReplayCounts }[]
}

/** Judges what was kept back again, topic by topic. */
export async function replayRejected(
  { job }: LoadedIngest,
  settings: Settings,
  flags: { readonly branch?: string | undefined },
): Promise<ReplayReport> {
  const branch = flags.branch ?? settings.use.lake.branch ?? 'main'
  await readyTables(settings, branch, [], [job.rejected.name])
  const [tools, format, by] = await Promise.all([openIngest(settings), wire(settings), author(settings)])
  const routes: ReplayReport['routes'][number][] = []
  try {
    const topics = await rejectedTopics(job, tools, branch)
    const kept = job.routes.filter(({ topic }) => topics.has(topic.name))
    await readyTables(
      settings,
      branch,
      kept.map(({ table }) => table.name),
    )
    for (const route of kept) {
      const counts = await replayRoute(job, route, { ...tools, wire: format }, { branch, author: by })
      if (counts.tried > 0) routes.push({ topic: route.topic.name, table: route.table.name, counts })
    }
  } finally {
    tools.close()
  }
  return { job: job.ir.name, branch, rejectedTable: job.rejected.name, routes }
}
