import type { LineageJob } from '../../contracts/lineage/lineage-file.ts'
import { digestOf } from '../../contracts/lineage/stale-jobs.ts'
import type { ContractKind } from '../../contracts/model.ts'
import { compareCodePoints } from '../../kernel/code-points.ts'
import type { Origin } from './analyse/origin.ts'
import type { ReadSqlJob } from './read-jobs.ts'
import { placeAt } from './source.ts'

/** The output of a batch job: the rows of one run replace those of the run before. */
const OUTPUT = 'rows'

/**
 * A batch job's entry in the lineage file: an edge for each field that a column comes from, and to `*` for what decides which
 * rows there are. `file` is relative to the lineage file. The job has been read without problems.
 */
export function sqlLineageJob(
  { job, analysis }: ReadSqlJob,
  file: string,
  kindOf: (contract: string) => ContractKind,
): LineageJob {
  const { contract } = job.output
  const found: { readonly origin: Origin; readonly to: string }[] = [
    ...analysis.output.columns.flatMap(({ name, origins }) => origins.map((origin) => ({ origin, to: name }))),
    ...analysis.output.rows.map((origin) => ({ origin, to: '*' })),
  ]
  const uses = new Map<string, number>()
  for (const { origin } of found) {
    const name = fieldOf(origin)
    uses.set(name, Math.min(origin.at, uses.get(name) ?? origin.at))
  }
  const lines = [...uses].sort(([a], [b]) => compareCodePoints(a, b))
  return {
    name: job.name,
    kind: 'batch',
    sources: [{ file, sha256: digestOf(job.source.text) }],
    outputs: [{ name: OUTPUT, contract, kind: kindOf(contract), mode: 'replace' }],
    uses: Object.fromEntries(lines.map(([name, at]) => [name, [`${file}:${placeAt(job.source, at).line}`]])),
    edges: found.map(({ origin, to }) => ({
      from: fieldOf(origin),
      kind: origin.kind,
      to: `${contract}.${to}`,
      output: OUTPUT,
    })),
  }
}

const fieldOf = ({ contract, field }: Origin): string => `${contract}.${field}`
