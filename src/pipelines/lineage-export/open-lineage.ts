import type { EdgeKind } from '../../contracts/impact/usage.ts'
import { WHOLE } from '../../contracts/impact/usage.ts'
import { type LineageJob, splitField } from '../../contracts/lineage/lineage-file.ts'
import type { Contract, ContractKind } from '../../contracts/model.ts'
import type { JsonObject } from '../../kernel/json.ts'

/** What OpenLineage asks for besides the lineage itself. */
export interface EventContext {
  readonly contracts: ReadonlyMap<string, Contract>
  /** Of jobs. */
  readonly namespace: string
  /** Of topics, tables and hashes: where they lie. */
  readonly namespaceOf: (kind: ContractKind) => string
  /** ISO 8601. */
  readonly eventTime: string
  /** URI of who says so. */
  readonly producer: string
  /** Absent: the event is about the job as it is declared, without a run. */
  readonly run?: { readonly id: string; readonly state: RunState }
}

export const RUN_STATES = ['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER'] as const
export type RunState = (typeof RUN_STATES)[number]

const SPEC = 'https://openlineage.io/spec'

/** Versions of the facets that are written, each a JSON Schema of its own. */
const FACETS = {
  JobTypeJobFacet: '2-0-4',
  SchemaDatasetFacet: '1-2-0',
  ColumnLineageDatasetFacet: '1-2-0',
  DocumentationDatasetFacet: '1-1-0',
  OwnershipDatasetFacet: '1-0-1',
} as const

/** OpenLineage's words for an edge: type and subtype of a transformation (column lineage facet 1-2-0). */
const TRANSFORMATIONS: Readonly<Record<EdgeKind, readonly ['DIRECT' | 'INDIRECT', string]>> = {
  value: ['DIRECT', 'TRANSFORMATION'],
  condition: ['INDIRECT', 'CONDITIONAL'],
  filter: ['INDIRECT', 'FILTER'],
  key: ['INDIRECT', 'GROUP_BY'],
  time: ['INDIRECT', 'WINDOW'],
  dedupe: ['INDIRECT', 'FILTER'],
  join: ['INDIRECT', 'JOIN'],
  group: ['INDIRECT', 'GROUP_BY'],
  order: ['INDIRECT', 'SORT'],
  check: ['INDIRECT', 'FILTER'],
  record: ['INDIRECT', 'FILTER'],
  reference: ['INDIRECT', 'JOIN'],
  read: ['INDIRECT', 'TRANSFORMATION'],
}

/** A job, or a run of it, as an event of OpenLineage 2-0-2 with the lineage of every column. */
export function openLineageEvent(job: LineageJob, context: EventContext): JsonObject {
  const { namespace, eventTime, producer, run } = context
  const isBatch = job.kind === 'batch'
  const inputs = new Set(
    [...Object.keys(job.uses), ...job.edges.map(({ from }) => from)].map((name) => splitField(name).contract),
  )
  const outputs = new Set(job.outputs.map(({ contract }) => contract))
  return {
    eventTime,
    producer,
    schemaURL: `${SPEC}/2-0-2/OpenLineage.json#/$defs/${run === undefined ? 'JobEvent' : 'RunEvent'}`,
    ...(run !== undefined && { eventType: run.state, run: { runId: run.id } }),
    job: {
      namespace,
      name: job.name,
      facets: {
        jobType: {
          ...facet('JobTypeJobFacet', producer),
          processingType: isBatch ? 'BATCH' : 'STREAMING',
          integration: 'DQ',
          jobType: isBatch ? 'QUERY' : 'JOB',
        },
      },
    },
    inputs: [...inputs].map((name) => dataset(name, context)),
    outputs: [...outputs].map((name) => dataset(name, context, columnLineage(job, name, context))),
  }
}

const facet = (name: keyof typeof FACETS, producer: string): JsonObject => ({
  _producer: producer,
  _schemaURL: `${SPEC}/facets/${FACETS[name]}/${name}.json#/$defs/${name}`,
})

/** Without its contract a dataset is only a name. */
function dataset(name: string, { contracts, namespaceOf, producer }: EventContext, more: JsonObject = {}): JsonObject {
  const contract = contracts.get(name)
  if (contract === undefined) return { namespace: namespaceOf('table'), name, facets: more }
  const { kind, fields, owner, purpose } = contract
  return {
    namespace: namespaceOf(kind),
    name,
    facets: {
      schema: {
        ...facet('SchemaDatasetFacet', producer),
        fields: fields.map((field) => ({
          name: field.name,
          type: field.physicalType,
          ...(field.description !== undefined && { description: field.description }),
        })),
      },
      ...(purpose !== undefined && {
        documentation: { ...facet('DocumentationDatasetFacet', producer), description: purpose },
      }),
      ...(owner !== undefined && {
        ownership: { ...facet('OwnershipDatasetFacet', producer), owners: [{ name: `team:${owner}`, type: 'OWNER' }] },
      }),
      ...more,
    },
  }
}

/** Fields that make a field, and under `dataset` those that decide whether and when a record is written. */
function columnLineage(
  { edges }: LineageJob,
  to: string,
  { contracts, namespaceOf, producer }: EventContext,
): JsonObject {
  const own = edges
    .map((edge) => ({ ...edge, target: splitField(edge.to) }))
    .filter(({ target }) => target.contract === to)
  const sources = (some: typeof own): JsonObject[] =>
    [...Map.groupBy(some, ({ from }) => from)].map(([from, same]) => {
      const { contract, field } = splitField(from)
      const kinds = [...new Set(same.map(({ kind }) => kind))]
      return {
        namespace: namespaceOf(contracts.get(contract)?.kind ?? 'table'),
        name: contract,
        field,
        transformations: kinds.map((kind) => {
          const [type, subtype] = TRANSFORMATIONS[kind]
          return { type, subtype, description: kind, masking: false }
        }),
      }
    })
  const byField = Map.groupBy(
    own.filter(({ target }) => target.field !== WHOLE),
    ({ target }) => target.field,
  )
  return {
    columnLineage: {
      ...facet('ColumnLineageDatasetFacet', producer),
      fields: Object.fromEntries([...byField].map(([field, some]) => [field, { inputFields: sources(some) }])),
      dataset: sources(own.filter(({ target }) => target.field === WHOLE)),
    },
  }
}
