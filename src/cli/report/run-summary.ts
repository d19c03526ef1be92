import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { type Counts, total } from '../../pipelines/harness/run-counts.ts'
import type { ResolvedJob } from '../../pipelines/job/resolved.ts'
import type { RunReport } from '../run.ts'
import { shownPath } from '../shown-path.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import { differenceLines } from './golden-diff.ts'

const number = (n: number): string => n.toLocaleString('en')
const EXAMPLES = 3

/** What a run did, for people: where every record went, a few records of each output, and how fast it was. */
export function runText(run: RunReport): string {
  const { counts, fixture, loaded } = run
  const { job } = loaded
  const events = counts.in.reduce((sum, n) => sum + n, 0)
  const lines = [paint('bold', fixture === undefined ? job.ir.name : `${job.ir.name} / ${fixture.name}`)]
  if (fixture !== undefined) lines.push(paint('dim', fixture.description))
  const outputs = outputsOf(job)
  const late = job.kind === 'windowed' ? [job.late.topic] : []
  lines.push(countTable(job, counts))
  const shown = [...outputs, ...late, ...new Set(job.inputs.map((input) => input.deadLetters.topic))]
  for (const topic of shown.filter((name) => (counts.out.get(name) ?? 0) > 0)) {
    lines.push(`  ${paint('cyan', topic)}`, ...examples(join(run.out, `${topic}.jsonl`)).map((text) => `    ${text}`))
  }
  if (run.golden !== undefined) {
    const { differences, rows: golden } = run.golden
    lines.push(
      differences.length === 0
        ? `  ${paint('green', '✓')} equal to the golden output: ${number(golden)} rows`
        : `  ${paint('red', '✗')} differs from the golden output in ${number(differences.length)} of ${number(golden)} rows`,
      ...differenceLines(run.golden),
    )
  }
  if (run.resumedAt !== undefined)
    lines.push(`  went on where an interrupted run had got to: ${number(run.resumedAt)} events`)
  if (run.end === 'too-many-bad-records')
    lines.push(`  ${paint('red', '✗')} stopped: more bad records than --max-bad-records allows`)
  lines.push(
    `${number(events)} events in ${run.seconds.toFixed(2)} s (${number(Math.round((events - (run.resumedAt ?? 0)) / run.seconds))} events/s); outputs in ${shownPath(run.out)}`,
  )
  return lines.join('\n')
}

/** Where every record went, as a table. */
export function countTable(job: ResolvedJob, counts: Counts): string {
  const dead = total(counts.deadLetters)
  const rows = job.inputs.map(({ contract }, i) => ['in', contract.name, number(counts.in[i]!)])
  for (const topic of outputsOf(job)) rows.push(['out', topic, number(counts.out.get(topic) ?? 0)])
  const late = job.kind === 'windowed' ? [job.late.topic] : []
  for (const topic of late) rows.push(['late', topic, number(counts.late)])
  const reasons = [...counts.deadLetters].map(([reason, n]) => `${n} ${reason}`).join(', ')
  const letters = [...new Set(job.inputs.map((input) => input.deadLetters.topic))].join(', ')
  rows.push(['dead letters', letters, number(dead), reasons])
  rows.push(['duplicates', '', number(counts.duplicates)])
  if (counts.afterUntil > 0) rows.push(['after --until', '', number(counts.afterUntil)])
  if (job.kind === 'windowed') rows.push(['windows', '', number(counts.windows)])
  return indent(table(rows, { right: [2] }))
}

const outputsOf = (job: ResolvedJob): readonly string[] => [
  ...new Set(job.outputs.map(({ contract }) => contract.name)),
]

/** The same for machines. */
export function runData(run: RunReport): object {
  const { counts, loaded } = run
  return {
    job: loaded.job.ir.name,
    ...(run.fixture === undefined ? {} : { fixture: run.fixture.name }),
    end: run.end,
    in: Object.fromEntries(loaded.job.inputs.map(({ contract }, i) => [contract.name, counts.in[i]])),
    out: Object.fromEntries(counts.out),
    taken: counts.taken,
    late: counts.late,
    duplicates: counts.duplicates,
    afterUntil: counts.afterUntil,
    deadLetters: Object.fromEntries(counts.deadLetters),
    windows: counts.windows,
    ...(run.resumedAt === undefined ? {} : { resumedAt: run.resumedAt }),
    wallMs: Math.round(run.seconds * 1000),
    outputs: run.out,
    ...(run.golden === undefined ? {} : { golden: { rows: run.golden.rows, differences: run.golden.differences } }),
    ...(run.warnings === undefined ? {} : { warnings: run.warnings }),
  }
}

/** The first records of an output file, each on one line of short `field value` pairs. */
function examples(path: string): readonly string[] {
  // Packed and binary outputs are not opened for it.
  if (!existsSync(path)) return []
  const buffer = Buffer.alloc(16 * 1024)
  const file = openSync(path, 'r')
  const length = readSync(file, buffer)
  closeSync(file)
  const found = buffer.toString('utf8', 0, length).split('\n').slice(0, -1).slice(0, EXAMPLES)
  return found.map((line) => {
    const { value } = JSON.parse(line) as { value: Record<string, unknown> }
    return cutText(exampleText(value), (process.stdout.columns ?? 120) - 4)
  })
}

/** A record as short `field value` pairs; what `dq` itself writes (late records, dead letters) as position and reason. */
function exampleText(value: Record<string, unknown>): string {
  const { topic, partition, offset, reason, path, message, watermark } = value
  const place = `${topic}[${partition}]@${offset}`
  if (typeof reason === 'string' && typeof message === 'string') {
    return `${place}  ${reason}  ${[path, message].filter(Boolean).join(': ')}`
  }
  if (watermark !== undefined && value.window_end !== undefined && topic !== undefined) {
    return `${place}  event time ${value.event_time}, window closed ${value.window_end}, watermark ${watermark}`
  }
  return Object.entries(value)
    .filter(([, field]) => field !== null)
    .map(([name, field]) => `${name} ${shortened(Array.isArray(field) ? field.join(', ') : String(field))}`)
    .join('  ')
}

const cutText = (text: string, width: number): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text)
const shortened = (text: string): string => (text.length > 28 ? `${text.slice(0, 12)}…${text.slice(-8)}` : text)
const indent = (text: string): string => text.replaceAll(/^/gm, '  ')
