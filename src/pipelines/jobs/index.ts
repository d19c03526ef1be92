import type { JobDeclaration } from '../job/declaration.ts'

/** The built-in jobs by name; files that a job names (rules, models) are found beside this module. */
export const builtInJobs: Readonly<Record<string, () => Promise<{ default: JobDeclaration }>>> = {
  'fraud-enricher': () => import('./fraud-enricher.ts'),
  'inventory-aggregator': () => import('./inventory-aggregator.ts'),
}

export const builtInJobsUrl: string = import.meta.url
