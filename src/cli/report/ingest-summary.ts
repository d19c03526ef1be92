import { controls, deadLetters, type IngestCounts, quarantined, untied } from '../../pipelines/ingest/counts.ts'
import { isQuarantined } from '../../pipelines/ingest/rejected.ts'
import type { IngestReport } from '../ingest/session.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'

const number = (n: number): string => n.toLocaleString('en')

/** What an ingest did, for people: by topic, where every record went; the numbers tie, or it says that they do not. */
export function ingestText({
  job,
  branch,
  end,
  routes,
  rejectedTable,
  seconds,
  absent = [],
  gone = 0,
}: IngestReport): string {
  const lines = [paint('bold', job)]
  for (const { topic, table: name, counts, commits } of routes) {
    if (absent.includes(topic)) continue
    const rows = [
      ['records', topic, number(counts.in)],
      ['rows', name, number(counts.rows), commits === 1 ? '1 commit' : `${number(commits)} commits`],
      ['dead letters', rejectedTable, number(deadLetters(counts)), reasons(counts, false)],
      ['quarantined', rejectedTable, number(quarantined(counts)), reasons(counts, true)],
      ['there already', name, number(counts.duplicates)],
      ['control', '', number(controls(counts)), listed(counts.control)],
    ]
    lines.push(table(rows, { right: [2] }).replaceAll(/^/gm, '  '), `  ${tie(counts)}`, '')
  }
  if (absent.length > 0) lines.push(`  topics that are not there: ${absent.join(', ')}`)
  if (gone > 0)
    lines.push(`  ${paint('red', '✗')} ${number(gone)} records were removed by retention before they were read`)
  if (end === 'too-many-bad-records')
    lines.push(`  ${paint('red', '✗')} stopped: more bad records than --max-bad-records allows`)
  if (end === 'stopped') lines.push('  stopped: the next run goes on from here')
  const all = routes.reduce((sum, { counts }) => sum + counts.in, 0)
  lines.push(
    `${number(all)} ${all === 1 ? 'record' : 'records'} in ${seconds.toFixed(2)} s (${number(Math.round(all / seconds))} records/s) on branch ${branch}`,
  )
  return lines.join('\n')
}

function tie(counts: IngestCounts): string {
  const parts = [counts.rows, deadLetters(counts), quarantined(counts), counts.duplicates, controls(counts)]
  const sum = `${number(counts.in)} = ${parts.map(number).join(' + ')}`
  const open = untied(counts)
  return open === 0 ? `${paint('green', '✓')} ${sum}` : `${paint('red', '✗')} ${sum} leaves ${number(open)} open`
}

const reasons = (counts: IngestCounts, wanted: boolean): string =>
  listed(new Map([...counts.rejected].filter(([reason]) => isQuarantined(reason) === wanted)))

const listed = (of: ReadonlyMap<string, number>): string =>
  [...of].map(([name, n]) => `${number(n)} ${name}`).join(', ')

/** The same for machines. */
export const ingestData = ({
  job,
  branch,
  end,
  routes,
  rejectedTable,
  seconds,
  absent,
  gone,
  warnings,
}: IngestReport) => ({
  job,
  branch,
  end,
  topics: Object.fromEntries(
    routes.map(({ topic, table: name, counts, commits }) => [
      topic,
      {
        table: name,
        in: counts.in,
        rows: counts.rows,
        deadLetters: deadLetters(counts),
        quarantined: quarantined(counts),
        duplicates: counts.duplicates,
        control: controls(counts),
        reasons: Object.fromEntries([...counts.rejected, ...counts.control]),
        untied: untied(counts),
        commits,
      },
    ]),
  ),
  rejected: rejectedTable,
  ...(absent === undefined ? {} : { absent }),
  ...(gone === undefined ? {} : { gone }),
  ...(warnings === undefined ? {} : { warnings }),
  wallMs: Math.round(seconds * 1000),
})
