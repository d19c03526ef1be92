import { z } from 'zod'
import { EDGE_KINDS } from '../impact/usage.ts'

/** The checked-in file beside dq.yaml that says what every job does with every field; `dq lineage export` writes it. */
export const LINEAGE_FILE = 'lineage.json'

const text = z.string().min(1)
/** A contract and a top-level field of it, `order.created.total_amount`: names of fields have no dots. */
const field = z.string().regex(/^.+\.(\*|[A-Za-z_][A-Za-z0-9_]*)$/, 'write <contract>.<field>, or <contract>.*')

const job = z.strictObject({
  name: text,
  kind: z.enum(['windowed', 'running', 'records', 'step', 'batch', 'ingest']),
  /** Texts that the lineage was made from, relative to this file; absent for a job of `dq` itself whose source is not in this repo. */
  sources: z.array(z.strictObject({ file: text, sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
  outputs: z.array(
    z.strictObject({
      name: text,
      contract: text,
      kind: z.enum(['topic', 'table', 'hash']),
      mode: z.enum(['emit', 'side', 'upsert', 'replace']),
    }),
  ),
  /** Where each input field is used first, in each source: `jobs/x.ts:12`. */
  uses: z.record(field, z.array(z.string().regex(/^.+:\d+$/, 'write <file>:<line>'))),
  edges: z.array(z.strictObject({ from: field, kind: z.enum(EDGE_KINDS), to: field, output: text })),
})

/** The file, checked. */
export const lineageFile = z.strictObject({
  $schema: z.string().optional(),
  lineageVersion: z.literal(1),
  jobs: z.array(job),
})

export type LineageFile = z.infer<typeof lineageFile>
export type LineageJob = z.infer<typeof job>

/** `order.created.total_amount` taken apart. */
export function splitField(name: string): { readonly contract: string; readonly field: string } {
  const dot = name.lastIndexOf('.')
  return { contract: name.slice(0, dot), field: name.slice(dot + 1) }
}

/** The file's text: a line an edge, always in the same order, so that a diff shows what a change of a job does. */
export function lineageText({ jobs }: Pick<LineageFile, 'jobs'>): string {
  const list = (items: readonly unknown[], indent: string): string =>
    items.length === 0 ? '[]' : `[\n${items.map((item) => `${indent}  ${line(item)}`).join(',\n')}\n${indent}]`
  const map = (record: Readonly<Record<string, unknown>>, indent: string): string => {
    const rows = Object.entries(record).map(([key, value]) => `${indent}  ${JSON.stringify(key)}: ${line(value)}`)
    return rows.length === 0 ? '{}' : `{\n${rows.join(',\n')}\n${indent}}`
  }
  const texts = jobs.map(({ name, kind, sources, outputs, uses, edges }) =>
    [
      '    {',
      `      "name": ${JSON.stringify(name)},`,
      `      "kind": ${JSON.stringify(kind)},`,
      `      "sources": ${list(sources, '      ')},`,
      `      "outputs": ${list(outputs, '      ')},`,
      `      "uses": ${map(uses, '      ')},`,
      `      "edges": ${list(edges, '      ')}`,
      '    }',
    ].join('\n'),
  )
  return `{\n  "lineageVersion": 1,\n  "jobs": [${texts.length === 0 ? '' : `\n${texts.join(',\n')}\n  `}]\n}\n`
}

/** JSON on one line, with the blanks that people put. */
const line = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(line).join(', ')}]`
    : typeof value === 'object' && value !== null
      ? `{ ${Object.entries(value)
          .map(([key, inner]) => `${JSON.stringify(key)}: ${line(inner)}`)
          .join(', ')} }`
      : JSON.stringify(value)
