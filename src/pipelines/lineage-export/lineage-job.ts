import type { LineageJob } from '../../contracts/lineage/lineage-file.ts'
import { digestOf } from '../../contracts/lineage/stale-jobs.ts'
import { lineageOf } from '../job/lineage.ts'
import type { ResolvedJob } from '../job/resolved.ts'
import { firstUses, type JobSource } from './first-use.ts'

/** A job's entry in the lineage file. */
export function lineageJob(job: ResolvedJob, sources: readonly JobSource[]): LineageJob {
  const edges = lineageOf(job).map(({ from, to, kind }) => ({
    from: `${from.contract}.${from.field}`,
    kind,
    to: `${to.contract}.${to.field}`,
    output: to.output,
  }))
  const used = new Set(edges.map(({ from }) => from))
  const aliases = job.inputs.map(({ alias }) => alias)
  const uses = job.inputs.flatMap(({ alias, contract, fields }) =>
    fields.flatMap((field) => {
      const name = `${contract.name}.${field}`
      return used.has(name)
        ? [[name, firstUses({ alias, contract: contract.name, field }, aliases, sources)] as const]
        : []
    }),
  )
  return {
    name: job.ir.name,
    kind: job.kind,
    sources: sources.map(({ file, text }) => ({ file, sha256: digestOf(text) })),
    outputs: job.outputs.map(({ name, mode, contract }) => ({
      name,
      contract: contract.name,
      kind: contract.kind,
      mode,
    })),
    uses: Object.fromEntries(uses.map(([name, places]) => [name, [...places]])),
    edges,
  }
}
