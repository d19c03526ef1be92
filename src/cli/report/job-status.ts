import type { JobStatus } from '../job-status.ts'
import { shownPath } from '../shown-path.ts'
import { table } from '../table.ts'

const number = (n: number): string => n.toLocaleString('en')

/** For people: one row a run, and below the rows how far the inputs of those were read that are not finished. */
export function jobStatusText(statuses: readonly JobStatus[]): string {
  if (statuses.length === 0) return 'no run on files has kept anything here'
  const header = ['job', 'run', 'outputs', 'events', 'late', 'dead letters', 'checkpoints', 'state rows', 'state bytes']
  const rows = statuses.map((run) => [
    run.job,
    run.state,
    run.out === undefined ? '' : shownPath(run.out),
    number(run.events),
    ...[run.counts?.late, run.counts?.deadLetters].map((n) => (n === undefined ? '' : number(n))),
    number(run.checkpoints),
    ...[run.rows, run.bytes].map((n) => (run.state === 'finished' ? '' : number(n))),
  ])
  const places = statuses
    .filter(({ state, positions }) => state !== 'finished' && positions.length > 0)
    .flatMap(({ job, out, positions }) => [
      '',
      `${job}${out === undefined ? '' : ` into ${shownPath(out)}`} has read`,
      ...table(
        positions.map(({ topic, bytes, line }) => [
          `  ${topic}`,
          `${number(bytes)} bytes`,
          line === undefined ? '' : `${number(line)} lines`,
        ]),
        { right: [1, 2] },
      ).split('\n'),
    ])
  return [table([header, ...rows], { right: [3, 4, 5, 6, 7, 8] }), ...places].join('\n')
}
