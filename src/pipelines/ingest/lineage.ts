import type { LineageJob } from '../../contracts/lineage/lineage-file.ts'
import { digestOf } from '../../contracts/lineage/stale-jobs.ts'
import type { LineageEdge } from '../job/lineage.ts'
import { firstUses, type JobSource } from '../lineage-export/first-use.ts'
import type { ColumnSource } from './ir.ts'
import type { ResolvedIngest, ResolvedRoute } from './resolve.ts'

/** All edges of an ingest job: what its columns are made of, and what decides whether there is a row. */
export const ingestLineage = (job: ResolvedIngest): readonly LineageEdge[] => job.routes.flatMap(routeLineage)

function routeLineage({ topic, table, from, columns }: ResolvedRoute): readonly LineageEdge[] {
  const edge = (field: string, to: string, kind: LineageEdge['kind']): LineageEdge => ({
    from: { contract: topic.name, field },
    to: { contract: table.name, field: to, output: 'rows' },
    kind,
  })
  const values = columns.flatMap(({ name, source }) => {
    const fields = [...new Set(fieldsOf(source, from))]
    // The operation decides which side of the change the row is.
    const decides = from === 'change' && fields.includes('after') ? [edge('op', name, 'condition')] : []
    return [...fields.map((field) => edge(field, name, 'value')), ...decides]
  })
  return [...values, ...(from === 'change' ? [edge('op', '*', 'filter')] : [])]
}

/** Fields of the topic's records: lineage knows no fields inside fields. */
function fieldsOf(source: ColumnSource, from: ResolvedRoute['from']): readonly string[] {
  switch (source.kind) {
    case 'field':
      return from === 'change' ? ['after', 'before'] : [source.name]
    case 'op':
      return ['op']
    case 'changed-at':
      return ['source']
    case 'day':
    case 'instant':
      return fieldsOf(source.of, from)
    case 'first':
      return source.of.flatMap((one) => fieldsOf(one, from))
    default:
      return []
  }
}

/** The job's entry in the lineage file. */
export function ingestLineageJob(job: ResolvedIngest, sources: readonly JobSource[]): LineageJob {
  const edges = ingestLineage(job).map(({ from, to, kind }) => ({
    from: `${from.contract}.${from.field}`,
    kind,
    to: `${to.contract}.${to.field}`,
    output: to.contract,
  }))
  const used = new Map(ingestLineage(job).map(({ from }) => [`${from.contract}.${from.field}`, from]))
  return {
    name: job.ir.name,
    kind: 'ingest',
    sources: sources.map(({ file, text }) => ({ file, sha256: digestOf(text) })),
    outputs: job.routes.map(({ table }) => ({
      name: table.name,
      contract: table.name,
      kind: table.kind,
      mode: 'emit',
    })),
    uses: Object.fromEntries(
      [...used].map(([name, { contract, field }]) => [
        name,
        // A field of a change event is not named: the topic is.
        [...firstUses({ alias: contract, contract, field: `${contract}#${field}` }, [], sources)],
      ]),
    ),
    edges,
  }
}
