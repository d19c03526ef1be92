import { fromBase64 } from '../../contracts/codec/base64.ts'
import { DqError } from '../../kernel/errors.ts'
import { parseKey } from '../../lake/catalog/key.ts'
import type { DataFile } from '../../lake/iceberg/data-file.ts'
import { parseFilter } from '../../lake/scan/filter.ts'
import { scanTable } from '../../lake/scan/scan.ts'
import type { RowSource, TableReader } from '../../lake/table/ports.ts'
import { addSnapshot } from '../../lake/table/snapshot.ts'
import { commitTables, loadTable } from '../../lake/table/table.ts'
import type { WireFormat } from '../live/ports.ts'
import { count } from './counts.ts'
import { judgeOf } from './judge.ts'
import { eventReader } from './log-source.ts'
import type { IngestTools, Stage } from './ports.ts'
import type { RejectReason } from './rejected.ts'
import type { ResolvedIngest, ResolvedRoute } from './resolve.ts'

/** What became of records that were kept back. */
export interface ReplayCounts {
  readonly tried: number
  /** Rows of the table now. */
  readonly rows: number
  /** Kept back as before, by the reason that holds now. */
  readonly still: ReadonlyMap<RejectReason, number>
}

export interface ReplayTools extends IngestTools {
  readonly reader: TableReader
  readonly wire: WireFormat
}

/** The topics of which something was kept back on a branch; none where nothing ever was. */
export async function rejectedTopics(
  { rejected }: ResolvedIngest,
  { lake, reader }: Pick<ReplayTools, 'lake' | 'reader'>,
  branch: string,
): Promise<ReadonlySet<string>> {
  const hash = (await lake.catalog.reference(branch))?.hash ?? branch
  const key = parseKey(rejected.name)
  if ((await lake.catalog.content(hash, key))?.kind !== 'table') return new Set()
  const { metadata } = await loadTable(lake, hash, key, branch)
  const { sql } = await reader.source(await scanTable(lake, metadata))
  const topics = await reader.rows(`SELECT DISTINCT kafka_topic AS topic FROM (${sql})`)
  return new Set(topics.map(({ topic }) => String(topic)))
}

const TRIES = 5

/**
 * Judges the rejected records of a topic again, by the contracts as they are now. Those that fit become rows of the table, and are rejected
 * no more: one commit. What was no record at all is not tried.
 */
export async function replayRoute(
  job: ResolvedIngest,
  route: ResolvedRoute,
  tools: ReplayTools,
  to: { readonly branch: string; readonly author: string },
): Promise<ReplayCounts> {
  const stage = tools.stage(`${route.table.name}.replay`)
  try {
    for (let tries = 1; tries <= TRIES; tries++) {
      const counts = await replayOnce(job, route, tools, to, stage)
      if (counts !== undefined) return counts
      await stage.clear()
    }
  } finally {
    await stage.close()
  }
  throw new DqError(`other writers keep changing ${job.rejected.name}`, { hint: 'replay when they are done' })
}

/** Undefined: somebody changed the rejected records meanwhile. */
async function replayOnce(
  job: ResolvedIngest,
  route: ResolvedRoute,
  tools: ReplayTools,
  { branch, author }: { readonly branch: string; readonly author: string },
  stage: Stage,
): Promise<ReplayCounts | undefined> {
  const { lake, reader, writer } = tools
  const keys = [parseKey(route.table.name), parseKey(job.rejected.name)]
  const { metadata } = await loadTable(lake, branch, keys[1]!)
  const scan = await scanTable(lake, metadata, parseFilter(`kafka_topic = '${route.topic.name}'`))
  const judge = judging(route, tools.wire)
  const still = new Map<RejectReason, number>()
  const cuts: { readonly file: DataFile; readonly rest: RowSource }[] = []
  let tried = 0
  for (const one of scan.files) {
    const source = await reader.source({ ...scan, files: [one] })
    const good: string[] = []
    for (const record of await reader.rows(RECORDS(source))) {
      tried++
      const verdict = await judge(record)
      if (verdict.kind === 'rejected') count(still, verdict.reason)
      if (verdict.kind !== 'row') continue
      stage.add(verdict.text)
      good.push(`(${record.kafka_partition}, ${record.kafka_offset})`)
    }
    if (good.length > 0) cuts.push({ file: one.file, rest: without(source, good) })
  }
  if (stage.rows === 0) return { tried, rows: 0, still }

  const into = { schema: metadata.schema, spec: metadata.spec, folder: `${metadata.location}/data` }
  const rest: DataFile[] = []
  for (const cut of cuts) rest.push(...(await writer.write(cut.rest, into)))
  const gone = new Set(cuts.map(({ file }) => file.path))
  let added: readonly DataFile[] | undefined
  let isStale = false
  const message = `${job.ir.name}: ${stage.rows} rows of ${route.topic.name}, kept back until now`
  await commitTables(lake, branch, keys, { author, message }, async (tables) => {
    const [table, rejected] = tables
    isStale = rejected!.metadata.current?.id !== metadata.current?.id
    if (isStale) return []
    const { schema, spec, location } = table!.metadata
    added ??= await stage.files({ schema, spec, folder: `${location}/data` })
    const change = { operation: rest.length === 0 ? 'delete' : 'overwrite', added: rest } as const
    return [
      await addSnapshot(lake, table!.metadata, table!.content.metadataLocation, { operation: 'append', added }),
      await addSnapshot(lake, metadata, rejected!.content.metadataLocation, {
        ...change,
        isRemoved: ({ path }) => gone.has(path),
      }),
    ]
  })
  if (!isStale) return { tried, rows: stage.rows, still }
  await lake.files.remove([...rest, ...(added ?? [])].map(({ path }) => path))
  return undefined
}

const RECORDS = ({ sql }: RowSource): string =>
  `SELECT kafka_partition, kafka_offset, epoch_ms(kafka_timestamp) AS millis, record_key, base64(record) AS record
   FROM (${sql}) WHERE reason <> 'unreadable' ORDER BY kafka_partition, kafka_offset`

const without = ({ sql }: RowSource, places: readonly string[]): RowSource => ({
  sql: `SELECT * FROM (${sql}) WHERE reason = 'unreadable' OR (kafka_partition, kafka_offset) NOT IN (${places.join(', ')})`,
})

/** Judges a rejected record as it would be judged if it came now. */
function judging(route: ResolvedRoute, wire: WireFormat) {
  const { topic } = route
  const read = eventReader(wire, topic)
  let raw: Uint8Array = new Uint8Array()
  const judge = judgeOf(route, () => raw)
  return async (record: Readonly<Record<string, unknown>>) => {
    raw = fromBase64(String(record.record)) ?? new Uint8Array()
    const key = record.record_key === null ? null : new TextEncoder().encode(String(record.record_key))
    const at = { offset: Number(record.kafka_offset), timestamp: Number(record.millis), key, value: raw }
    return judge(await read(Number(record.kafka_partition), at))
  }
}
