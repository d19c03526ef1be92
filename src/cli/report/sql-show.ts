import { typeText } from '../../pipelines/expr/type-text.ts'
import type { Origin } from '../../pipelines/sql/analyse/origin.ts'
import type { ReadSqlJob } from '../../pipelines/sql/read-jobs.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'

/** A batch job for people: what it reads and writes, and where each column and the rows come from. */
export function sqlShowText({ job, analysis: { output } }: ReadSqlJob): string {
  const { columns, rows } = output
  return [
    paint('bold', job.name),
    ...(job.description === '' ? [] : [job.description]),
    '',
    `reads   ${tablesIn(output).join(', ')}`,
    `writes  ${job.output.contract}`,
    ...(job.parameters.size === 0
      ? []
      : [`given   ${[...job.parameters].map(([name, type]) => `${name} (${typeText(type)})`).join(', ')}`]),
    '',
    table([
      ...columns.map(({ name, type, origins }) => [name, typeText(type), sources(origins)]),
      ['(which rows)', '', sources(rows)],
    ]),
  ].join('\n')
}

/** The same for machines. */
export const sqlShowData = ({ job, analysis: { output } }: ReadSqlJob) => ({
  job: { name: job.name, kind: 'batch', description: job.description, writes: job.output.contract },
  reads: tablesIn(output),
  parameters: Object.fromEntries([...job.parameters].map(([name, type]) => [name, typeText(type)])),
  columns: output.columns.map(({ name, type, origins }) => ({ name, type: typeText(type), from: origins.map(origin) })),
  rows: output.rows.map(origin),
})

const origin = ({ contract, field, kind }: Origin) => ({ contract, field, kind })

/** Every table that something comes from. */
export const tablesIn = ({ columns, rows }: ReadSqlJob['analysis']['output']): readonly string[] => [
  ...new Set([...columns.flatMap(({ origins }) => origins), ...rows].map(({ contract }) => contract)),
]

const sources = (origins: readonly Origin[]): string =>
  [...Map.groupBy(origins, ({ kind }) => kind)]
    .map(
      ([kind, from]) => `${paint('dim', kind)} ${from.map(({ contract, field }) => `${contract}.${field}`).join(', ')}`,
    )
    .join('; ')
