import type { Retention } from '../privacy/retain.ts'
import { table } from '../table.ts'
import { counted } from './report.ts'

/** A line for each state that had rows too old. */
export function retentionText({ retained, faults, looked }: Retention, isDry: boolean): string {
  const rows = retained.map(({ table, before, branches, tags, rows, removed, rewritten }) => [
    table,
    branches.join(', '),
    `${counted(Number(rows), 'row')} from before ${before}`,
    `${counted(removed, 'file')} dropped, ${rewritten} written again`,
    tags.length === 0 ? '' : `kept by tag ${tags.join(', ')}`,
  ])
  const verdict =
    retained.length === 0
      ? 'nothing is too old'
      : isDry
        ? 'nothing was changed'
        : 'older snapshots have them until dq table expire and dq table gc'
  return [
    ...(rows.length === 0 ? [] : [table(rows), '']),
    ...faults.map(({ table, why }) => `${table}: ${why}`),
    `${counted(looked, 'table')} with a contract; ${verdict}`,
  ].join('\n')
}
