import { exprLineage } from './lineage-expr.ts'
import type { ResolvedJob, ResolvedWrite, StepJob } from './resolved.ts'

/**
 * How an input field matters to an output field.
 * value: it flows into the field; condition: it decides among values (case, if, a rule); filter: it decides whether a
 * record counts or an output is written; key: it decides which records meet; time: it decides the window and lateness;
 * dedupe: it decides what is a duplicate.
 */
export type EdgeKind = 'value' | 'condition' | 'filter' | 'key' | 'time' | 'dedupe'

/** `to.field` is `*` where the whole record depends on it: whether and when it is written. */
export interface LineageEdge {
  readonly from: { readonly contract: string; readonly field: string }
  readonly to: { readonly contract: string; readonly field: string; readonly output: string }
  readonly kind: EdgeKind
}

/** A field of an input's record that matters to a field of an output. */
export type Seen = (alias: string, field: string, kind: EdgeKind, outputField: string) => void

/** All edges of a job, each once, in the order of its outputs. */
export function lineageOf(job: ResolvedJob): readonly LineageEdge[] {
  const edges = new Map<string, LineageEdge>()
  const contractOf = new Map(job.inputs.map((input) => [input.alias, input.contract.name]))
  for (const output of job.outputs) {
    const seen: Seen = (alias, name, kind, field) => {
      const edge: LineageEdge = {
        from: { contract: contractOf.get(alias)!, field: name },
        to: { contract: output.contract.name, field, output: output.name },
        kind,
      }
      edges.set(JSON.stringify(edge), edge)
    }
    if (job.kind === 'step') written(job, output, seen)
    else exprLineage(job, job.outputs.find(({ name }) => name === output.name)!, seen)
    meeting(job, seen)
  }
  return [...edges.values()]
}

/** What decides which records meet, in which window, and which are dropped as duplicates. */
function meeting(job: ResolvedJob, seen: Seen): void {
  for (const { alias, eventTime, eventId } of job.inputs) {
    if (job.kind !== 'records' && job.ir.keyBy !== undefined) seen(alias, job.ir.keyBy, 'key', '*')
    if (job.kind === 'windowed') seen(alias, eventTime!, 'time', '*')
    if ((job.kind === 'windowed' || job.kind === 'running') && eventId !== undefined)
      seen(alias, eventId, 'dedupe', '*')
  }
}

/** As the author of the step says. */
function written(job: StepJob, output: ResolvedWrite, seen: Seen): void {
  for (const [field, sources] of Object.entries(job.ir.writes[output.name]!)) {
    for (const source of sources) {
      const [alias, name] = source.split('.') as [string, string]
      seen(alias, name, field === '*' ? 'filter' : 'value', field)
    }
  }
}
