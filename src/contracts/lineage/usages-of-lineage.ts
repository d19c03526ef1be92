import type { Usage } from '../impact/usage.ts'
import { type LineageFile, type LineageJob, splitField } from './lineage-file.ts'

/**
 * What the jobs use, contract by contract, as impact analysis reads it: of a big repo most edges are never asked about.
 * `shown` turns a path of the file into one that messages show.
 */
export function usagesOfLineage(
  { jobs }: LineageFile,
  shown: (file: string) => string,
): (contract: string) => readonly Usage[] {
  const byContract = new Map<string, (readonly [LineageJob, LineageJob['edges'][number]])[]>()
  for (const job of jobs)
    for (const edge of job.edges) {
      const { contract } = splitField(edge.from)
      const own = byContract.get(contract)
      if (own === undefined) byContract.set(contract, [[job, edge]])
      else own.push([job, edge])
    }
  return (contract) => (byContract.get(contract) ?? []).map(([job, edge]) => usageOf(job, edge, shown))
}

function usageOf(
  { name, kind, outputs, uses }: LineageJob,
  { from, kind: edge, to, output }: LineageJob['edges'][number],
  shown: (file: string) => string,
): Usage {
  const target = splitField(to)
  const written = outputs.find(({ contract }) => contract === target.contract)
  const first = uses[from]?.[0]
  return {
    ...splitField(from),
    edge,
    by: {
      kind: kind === 'batch' ? 'sql-job' : 'job',
      name,
      path: `${output}.${target.field}`,
      ...(first !== undefined && { at: placeOf(first, shown) }),
    },
    to: { ...target, ...(written !== undefined && { kind: written.kind }) },
  }
}

function placeOf(text: string, shown: (file: string) => string): { readonly file: string; readonly line: number } {
  const colon = text.lastIndexOf(':')
  return { file: shown(text.slice(0, colon)), line: Number(text.slice(colon + 1)) }
}
