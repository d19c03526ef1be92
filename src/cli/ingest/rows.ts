import type { Settings } from '../config.ts'
import { shownPath } from '../shown-path.ts'
import { loadIngests } from './load-ingest.ts'

/** Ingest jobs as lines of a list of jobs. */
export const ingestRows = async (settings: Settings) =>
  (await loadIngests(settings)).map(({ job: { ir, routes }, module, builtIn }) => ({
    name: ir.name,
    kind: ir.kind,
    from: builtIn ? 'built-in' : shownPath(module),
    inputs: routes.map(({ topic }) => topic.name),
    outputs: [...new Set(routes.map(({ table }) => table.name))],
    schedule: undefined,
  }))
