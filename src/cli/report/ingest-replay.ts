import type { ReplayReport } from '../ingest/replay.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'

/** What became of records that were kept back, for people. */
export function replayText({ job, branch, rejectedTable, routes }: ReplayReport): string {
  if (routes.length === 0) return `${rejectedTable} on branch ${branch} has nothing to be tried again`
  const rows = routes.map(({ topic, table: name, counts: { tried, rows, still } }) => [
    `  ${topic}`,
    `${tried} tried`,
    `${rows} into ${name}`,
    [...still].map(([reason, n]) => `${n} still ${reason}`).join(', '),
  ])
  return [paint('bold', `${job}, again on branch ${branch}`), table(rows)].join('\n')
}

/** The same for machines. */
export const replayData = ({ routes, ...rest }: ReplayReport) => ({
  ...rest,
  topics: Object.fromEntries(
    routes.map(({ topic, table: name, counts: { tried, rows, still } }) => [
      topic,
      { table: name, tried, rows, still: Object.fromEntries(still) },
    ]),
  ),
})
