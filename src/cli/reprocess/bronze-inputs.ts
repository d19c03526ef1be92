import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DqError } from '../../kernel/errors.ts'
import { parseFilter } from '../../lake/scan/filter.ts'
import { scanTable } from '../../lake/scan/scan.ts'
import type { ResolvedRoute } from '../../pipelines/ingest/resolve.ts'
import { eventsSql, keptBy } from '../../pipelines/reprocess/events-sql.ts'
import type { Settings } from '../config.ts'
import { loadIngests } from '../ingest/load-ingest.ts'
import { tableAt } from '../lake/table-at.ts'
import { defaultRef } from '../quality/lake-rows.ts'
import { openLake } from '../wiring/lake.ts'
import { openTableEngine } from '../wiring/table-engine.ts'

export interface BronzeInput {
  readonly topic: string
  readonly path: string
  /** `bronze.inventory_events on dev`. */
  readonly from: string
  readonly events: number
}

/** Writes the records of topics as event files, out of the tables that an ingest job keeps them in. */
export async function bronzeInputs(
  settings: Settings,
  topics: readonly string[],
  {
    at = defaultRef(settings),
    until,
    folder,
  }: { readonly at?: string | undefined; readonly until?: number | undefined; readonly folder: string },
): Promise<readonly BronzeInput[]> {
  if (topics.length === 0) return []
  const routes = (await loadIngests(settings)).flatMap(({ job }) => job.routes)
  const sources = topics.map((topic) => sourceOf(topic, routes))
  const lake = await openLake(settings)
  const engine = await openTableEngine(settings)
  try {
    const written: BronzeInput[] = []
    for (const { route, columns } of sources) {
      const { metadata } = await tableAt(lake, at, route.table.name)
      const time = columns.get('@timestamp') ?? ''
      const filter = until === undefined ? undefined : parseFilter(`"${time}" < '${new Date(until).toISOString()}'`)
      const { sql } = await engine.reader.source(await scanTable(lake, metadata, filter))
      const rows = await engine.reader.rows(eventsSql(route, columns, sql))
      const path = join(folder, `${route.topic.name}.jsonl`)
      writeFileSync(path, rows.map(({ line }) => `${String(line)}\n`).join(''))
      written.push({ topic: route.topic.name, path, from: `${route.table.name} on ${at}`, events: rows.length })
    }
    return written
  } finally {
    engine.close()
  }
}

function sourceOf(topic: string, routes: readonly ResolvedRoute[]) {
  const own = routes.filter((route) => route.topic.name === topic)
  const lacking: string[] = []
  for (const route of own) {
    const kept = keptBy(route)
    if (kept.kind === 'whole') return { route, columns: kept.columns }
    lacking.push(`${route.table.name} lacks ${kept.missing.join(', ')}`)
  }
  throw new DqError(
    own.length === 0
      ? `no ingest job keeps the records of ${topic}`
      : `the records of ${topic} are not kept whole: ${lacking.join('; ')}`,
    { hint: `give them as a file: --input ${topic}=<file>` },
  )
}
