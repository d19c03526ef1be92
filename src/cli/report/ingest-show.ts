import type { ColumnSource } from '../../pipelines/ingest/ir.ts'
import { ingestLineage } from '../../pipelines/ingest/lineage.ts'
import type { ResolvedIngest } from '../../pipelines/ingest/resolve.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'

/** An ingest job for people: which topic goes into which table, and what each column is made of; of one table where it is named. */
export function ingestShowText({ ir, routes, rejected }: ResolvedIngest, output?: string): string {
  const width = Math.max(...routes.map(({ topic }) => topic.name.length))
  const lines = [paint('bold', ir.name), ...(ir.description === undefined ? [] : [ir.description]), '']
  for (const { topic, table: to, from } of routes)
    lines.push(`${topic.name.padEnd(width)} ──▶ ${to.name}${from === 'change' ? paint('dim', '  changes') : ''}`)
  lines.push(`${'what no row is made of'.padEnd(width)} ──▶ ${rejected.name}`, '')
  for (const { topic, table: to, columns } of routes) {
    if (output !== undefined && to.name !== output) continue
    lines.push(`${paint('cyan', to.name)}  ${paint('dim', `from ${topic.name}`)}`)
    lines.push(table(columns.map(({ name, source }) => [`  ${name}`, sourceText(source)])), '')
  }
  return lines.join('\n').trimEnd()
}

function sourceText(source: ColumnSource): string {
  switch (source.kind) {
    case 'field':
      return source.name
    case 'op':
      return 'operation of the change'
    case 'changed-at':
      return 'when the database made the change'
    case 'day':
      return `day of (${sourceText(source.of)})`
    case 'instant':
      return `moment of (${sourceText(source.of)})`
    case 'first':
      return `first of (${source.of.map(sourceText).join(', ')})`
    default:
      return `${source.kind} of the record`
  }
}

/** The same for machines. */
export const ingestShowData = (job: ResolvedIngest, output?: string) => ({
  job: job.ir,
  lineage: ingestLineage(job).filter(({ to }) => output === undefined || to.contract === output),
})
