import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DqError } from '../../kernel/errors.ts'
import { parseFilter } from '../../lake/scan/filter.ts'
import { scanTable } from '../../lake/scan/scan.ts'
import { positionOf } from '../../lake/table/positions.ts'
import { readPositions } from '../../pipelines/ingest/positions.ts'
import type { ResolvedRoute } from '../../pipelines/ingest/resolve.ts'
import { eventsSql, keptBy } from '../../pipelines/reprocess/events-sql.ts'
import type { TableProgress } from '../../pipelines/reprocess/require-taken.ts'
import type { Settings } from '../config.ts'
import { loadIngests } from '../ingest/load-ingest.ts'
import { tableAt } from '../lake/table-at.ts'
import { defaultRef } from '../quality/lake-rows.ts'
import { openLake } from '../wiring/lake.ts'
import { openTableEngine } from '../wiring/table-engine.ts'

export interface BronzeInput extends TableProgress {
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
  const routes = (await loadIngests(settings)).flatMap(({ job }) =>
    job.routes.map((route) => ({ ...route, ingest: job.ir.name })),
  )
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
      const [topic, table] = [route.topic.name, route.table.name]
      const position = readPositions(positionOf(metadata, `${route.ingest}.${topic}`) ?? '{}', table)
      const next = new Map([...position].map(([partition, of]) => [partition, of.next]))
      written.push({ topic, table, next, path, from: `${table} on ${at}`, events: rows.length })
    }
    return written
  } finally {
    engine.close()
  }
}

function sourceOf(topic: string, routes: readonly (ResolvedRoute & { readonly ingest: string })[]) {
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
