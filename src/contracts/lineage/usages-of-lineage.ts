import type { Usage } from '../impact/usage.ts'
import { type LineageFile, type LineageJob, splitField } from './lineage-file.ts'

/** What the jobs use, as impact analysis reads it; `shown` turns a path of the file into one that messages show. */
export const usagesOfLineage = ({ jobs }: LineageFile, shown: (file: string) => string): readonly Usage[] =>
  jobs.flatMap((job) => usagesOfJob(job, shown))

function usagesOfJob(
  { name, kind: jobKind, outputs, uses, edges }: LineageJob,
  shown: (file: string) => string,
): readonly Usage[] {
  const kinds = new Map(outputs.map(({ contract, kind }) => [contract, kind]))
  const places = new Map(
    Object.entries(uses).map(([field, [first]]) => [field, first === undefined ? {} : { at: placeOf(first, shown) }]),
  )
  return edges.map(({ from, kind: edge, to, output }): Usage => {
    const target = splitField(to)
    const kind = kinds.get(target.contract)
    return {
      ...splitField(from),
      edge,
      by: {
        kind: jobKind === 'batch' ? 'sql-job' : 'job',
        name,
        path: `${output}.${target.field}`,
        ...places.get(from),
      },
      to: { ...target, ...(kind !== undefined && { kind }) },
    }
  })
}

function placeOf(text: string, shown: (file: string) => string): { readonly file: string; readonly line: number } {
  const colon = text.lastIndexOf(':')
  return { file: shown(text.slice(0, colon)), line: Number(text.slice(colon + 1)) }
}
