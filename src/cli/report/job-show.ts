import type { EdgeKind, LineageEdge } from '../../pipelines/job/lineage.ts'
import { picture } from '../../pipelines/job/picture.ts'
import type { ResolvedJob } from '../../pipelines/job/resolved.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'

/** The picture of a job and, by output, where each field comes from. */
export function jobShowText(job: ResolvedJob, lineage: readonly LineageEdge[]): string {
  const lines = [paint('bold', job.ir.name), ...(job.ir.description === undefined ? [] : [job.ir.description]), '']
  lines.push(...picture(job, process.stdout.columns ?? 100), '')
  for (const { name, contract } of job.outputs) {
    const edges = lineage.filter(({ to }) => to.output === name)
    if (edges.length === 0) continue
    const fields = Map.groupBy(edges, ({ to }) => to.field)
    lines.push(`${paint('cyan', contract.name)}  ${paint('dim', `output ${name}`)}`)
    lines.push(
      table([...fields].map(([field, from]) => [`  ${field === '*' ? '(every field)' : field}`, sources(from)])),
      '',
    )
  }
  return lines.join('\n').trimEnd()
}

const KINDS: readonly EdgeKind[] = ['value', 'condition', 'filter', 'key', 'time', 'dedupe']

/** `value order.created.order_id; key …`: what flows first, then what decides. */
const sources = (edges: readonly LineageEdge[]): string =>
  KINDS.flatMap((kind) => {
    const names = edges.filter((edge) => edge.kind === kind).map(({ from }) => `${from.contract}.${from.field}`)
    return names.length === 0 ? [] : [`${paint('dim', kind)} ${names.join(', ')}`]
  }).join('; ')
