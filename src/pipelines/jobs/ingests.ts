import type { IngestDeclaration } from '../ingest/ir.ts'

/** The built-in jobs that keep records in tables, by name. */
export const builtInIngests: Readonly<Record<string, () => Promise<{ default: IngestDeclaration }>>> = {
  'bronze-ingest': () => import('./bronze-ingest.ts'),
}

export const builtInIngestsUrl: string = import.meta.url
