import { printSql } from '../../expr/sql/print.ts'
import type { ResolvedAggregate } from '../../job/resolved.ts'
import { aggregateSql } from './aggregate.ts'
import type { FlinkJob } from './job.ts'
import type { FlinkStatement } from './options.ts'
import { quoted } from './quoted.ts'
import { columnRefs, flinkScope } from './scope.ts'

/** The measures of each key's window. */
export function measuresView(job: FlinkJob): FlinkStatement {
  return {
    title: 'Measures of each key and window',
    sql: grouped('dq.measures', ['`key`', '`window_start`', '`window_end`'], 'measures', job, job.measures),
  }
}

/** The measures of those records of a key's window that share the match field. */
export function matchesView(job: FlinkJob): FlinkStatement | undefined {
  if (job.match === undefined) return undefined
  const by = ['`key`', '`match_by`', '`window_start`', '`window_end`']
  return {
    title: `Measures of the records of a key and window that share ${job.match.by}`,
    sql: grouped('dq.matches', by, 'match', job, job.match.measures, '\nWHERE `match_by` IS NOT NULL'),
  }
}

function grouped(
  view: string,
  by: readonly string[],
  prefix: string,
  job: FlinkJob,
  measures: ReadonlyMap<string, ResolvedAggregate>,
  where = '',
): string {
  const scope = flinkScope(job, new Set())
  const columns = [
    ...by,
    ...[...measures].map(([name, measure]) => `${aggregateSql(measure, scope)} AS ${quoted(`${prefix}.${name}`)}`),
  ]
  return `CREATE TEMPORARY VIEW ${quoted(view)} AS
SELECT
  ${columns.join(',\n  ')}
FROM \`dq.records\`${where}
GROUP BY ${by.join(', ')}`
}

/** Columns of `dq.windows` besides key and bounds: all measures, and the named values that need no record. */
export function windowColumns(job: FlinkJob): ReadonlySet<string> {
  const columns = new Set([...job.measures.keys()].map((name) => `measures.${name}`))
  for (const name of windowValues(job)) columns.add(`values.${name}`)
  return columns
}

export function windowsView(job: FlinkJob): FlinkStatement {
  const measures = new Set([...job.measures.keys()].map((name) => `measures.${name}`))
  const scope = flinkScope(job, measures)
  const values = windowValues(job).map(
    (name) => `${printSql(job.values.get(name)!.expr, 'flink', scope)} AS ${quoted(`values.${name}`)}`,
  )
  return {
    title: 'Named values of each key and window',
    sql: `CREATE TEMPORARY VIEW \`dq.windows\` AS\nSELECT\n  ${['*', ...values].join(',\n  ')}\nFROM \`dq.measures\``,
  }
}

const windowValues = (job: FlinkJob): readonly string[] =>
  [...job.values].flatMap(([name, { expr }]) =>
    [...columnRefs(job, expr, new Set())].every(({ of }) => of === 'measure' || of === 'window') ? [name] : [],
  )
