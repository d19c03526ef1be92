import type { LiveReport } from '../live/run-live.ts'
import { paint } from '../style.ts'
import { countTable } from './run-summary.ts'

const number = (n: number): string => n.toLocaleString('en')

/** What a live run did, for people: where every record went, what it waited for, and how it ended. */
export function liveText({ loaded, env, group, end, counts, seconds, troubles, takenOver }: LiveReport): string {
  const { job } = loaded
  const events = counts.in.reduce((sum, n) => sum + n, 0)
  const lines = [paint('bold', `${job.ir.name} on ${env}`), paint('dim', `group ${group}`), countTable(job, counts)]
  for (const [system, { times, milliseconds }] of troubles.waits)
    lines.push(`  waited for ${system} ${times}×, at most ${(milliseconds / 1000).toFixed(1)} s`)
  if (troubles.fenced > 0) lines.push(`  ${troubles.fenced} tasks begun again: another worker had taken them over`)
  if (troubles.gone > 0)
    lines.push(`  ${paint('red', '✗')} ${number(troubles.gone)} records were gone by retention before they were read`)
  if (end === 'too-many-bad-records')
    lines.push(`  ${paint('red', '✗')} stopped: more bad records than --max-bad-records allows`)
  if (takenOver !== undefined)
    lines.push(`  nothing was written: what came out is ${takenOver}'s; dq run --group goes on from there`)
  const how = end === 'drained' ? 'drained' : 'stopped'
  lines.push(`${number(events)} events in ${seconds.toFixed(2)} s; ${how}, everything is committed`)
  return lines.join('\n')
}

/** The same for machines. */
export function liveData({ loaded, env, group, end, counts, seconds, troubles, takenOver }: LiveReport): object {
  return {
    job: loaded.job.ir.name,
    env,
    group,
    ...(takenOver !== undefined && { takenOver }),
    end,
    in: Object.fromEntries(loaded.job.inputs.map(({ contract }, i) => [contract.name, counts.in[i]])),
    out: Object.fromEntries(counts.out),
    taken: counts.taken,
    late: counts.late,
    duplicates: counts.duplicates,
    deadLetters: Object.fromEntries(counts.deadLetters),
    windows: counts.windows,
    waits: Object.fromEntries(troubles.waits),
    fenced: troubles.fenced,
    gone: troubles.gone,
    wallMs: Math.round(seconds * 1000),
  }
}
