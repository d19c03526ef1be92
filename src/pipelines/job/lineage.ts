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
    meeting(job, seen, involvedIn(job, output, seen))
  }
  return [...edges.values()]
}

/** Aliases of the inputs whose records have a part in an output; the edges of its fields are seen on the way. */
function involvedIn(job: ResolvedJob, output: ResolvedWrite, seen: Seen): ReadonlySet<string> {
  if (job.kind !== 'step') return exprLineage(job, job.outputs.find(({ name }) => name === output.name)!, seen)
  written(job, output, seen)
  // Nobody can look into the code.
  return new Set(job.inputs.map(({ alias }) => alias))
}

/** What decides which records meet, in which window, and which are dropped as duplicates. */
function meeting(job: ResolvedJob, seen: Seen, involved: ReadonlySet<string>): void {
  for (const { alias, eventTime, eventId } of job.inputs) {
    // The watermark, and so what is late, comes from the times of all inputs.
    if (job.kind === 'windowed') seen(alias, eventTime!, 'time', '*')
    if (!involved.has(alias)) continue
    if (job.kind !== 'records' && job.ir.keyBy !== undefined) seen(alias, job.ir.keyBy, 'key', '*')
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
