import { compileJsonEncoder } from '../../contracts/codec/json-encoder.ts'
import { addCounts, count, type IngestCounts, newCounts } from './counts.ts'
import { judgeOf, type Verdict } from './judge.ts'
import type { IngestEvent, IngestSource, IngestTools } from './ports.ts'
import { checkMark, type Positions } from './positions.ts'
import type { RejectedRow } from './rejected.ts'
import type { ResolvedIngest, ResolvedRoute } from './resolve.ts'
import { routeTables } from './route-tables.ts'

/** When rows are committed: at the first of these. */
export interface CommitLimits {
  readonly rows: number
  /** Of the rows as JSON. */
  readonly bytes: number
  /** Milliseconds since the first record that was taken. */
  readonly millis: number
}

export interface RouteOptions {
  readonly branch: string
  readonly author: string
  readonly limits: CommitLimits
  readonly signal: AbortSignal
  /** Makes the table of rejected records where it may not be there: asked before some are committed. */
  readonly readyRejected?: () => Promise<void>
  /** Hears of every commit. */
  readonly onCommit?: (counts: IngestCounts, seconds: number) => void
  readonly onProgress?: (counts: IngestCounts) => void
}

/** Control records are told by the position only: a commit for them alone waits until there are so many. */
const CONTROL_ALONE = 10_000
const MICROS_PER_DAY = 86_400_000_000

/** One topic on its way into its table. */
export interface RouteRun {
  readonly route: ResolvedRoute
  /** Of what is committed, and of duplicates. */
  readonly counts: IngestCounts
  readonly commits: number
  /** Where the table is. */
  positions(): Promise<Positions>
  /** Takes all that the source has, or until the signal; what was taken is committed at its end. */
  pass(open: () => Promise<IngestSource>): Promise<void>
  close(): Promise<void>
}

export function routeRun(
  job: ResolvedIngest,
  route: ResolvedRoute,
  tools: IngestTools,
  options: RouteOptions,
): RouteRun {
  const { topic, table } = route
  const tables = routeTables(job, route, tools, options)
  const rows = tools.stage(table.name)
  const rejects = tools.stage(`${table.name}.rejected`)
  const encodeRejected = compileJsonEncoder(job.rejected)
  const counts = newCounts()
  let staged = newCounts()
  /** What the table has. */
  let known: Positions | undefined
  /** By partition: the first and the last record since the last commit. */
  const taken = new Map<number, { readonly first: IngestEvent; last: IngestEvent; next: number }>()
  /** By partition: what is counted already, however often the topic is read again. */
  let counted = new Map<number, number>()
  let seen = new Map<number, number>()
  let since: number | undefined
  let commits = 0

  const begin = async (): Promise<Positions> => {
    const { positions, into } = await tables.load()
    rows.begin(into)
    known = positions
    taken.clear()
    return known
  }

  /** Forgets what was not committed: it is taken again. */
  const drop = async (): Promise<void> => {
    await Promise.all([rows.clear(), rejects.clear()])
    staged = newCounts()
    seen = new Map(counted)
    taken.clear()
    since = undefined
  }

  /** False: another run was quicker, and everything since the last commit is to be taken again. */
  const commit = async (source: IngestSource): Promise<boolean> => {
    const started = tools.now()
    const isNothing = rows.rows === 0 && rejects.rows === 0 && staged.in - staged.duplicates < CONTROL_ALONE
    if (!isNothing) {
      const next = positionsBehind(source)
      const done = await tables.commit(rows, rejects, known!, next)
      if (!done) {
        await drop()
        return false
      }
      await Promise.all([rows.clear(), rejects.clear()])
      since = undefined
      known = next
      taken.clear()
      commits++
    }
    addCounts(counts, staged)
    options.onCommit?.(staged, (tools.now() - started) / 1000)
    staged = newCounts()
    counted = new Map(seen)
    return true
  }

  const isFull = (): boolean =>
    rows.rows + rejects.rows >= options.limits.rows ||
    rows.bytes + rejects.bytes >= options.limits.bytes ||
    (since !== undefined && tools.now() - since >= options.limits.millis)

  const readOnce = async (source: IngestSource): Promise<boolean> => {
    const judge = judgeOf(route, (event) => source.rawValue(event))
    const from = known ?? (await begin())
    if (source.onlyNew) for (const [partition, { next }] of from) counted.set(partition, next)
    for await (const batch of source.read(from)) {
      for (const event of batch) {
        if (isFull() && mayCut(event) && !(await commit(source))) return false
        take(event, source, judge)
      }
      await rows.room()
      if (options.signal.aborted) break
      options.onProgress?.(staged)
    }
    return commit(source)
  }

  const nextOf = (partition: number): number => taken.get(partition)?.next ?? known?.get(partition)?.next ?? 0

  /** A place between two records, so that what cannot be read stays with the record it stands behind. */
  const mayCut = (event: IngestEvent): boolean => !('unreadable' in event) && event.offset >= nextOf(event.partition)

  const positionsBehind = (source: IngestSource): Positions => {
    const mark = (event: IngestEvent) => ({ offset: event.offset, digest: tools.digest(source.rawValue(event)) })
    const next = new Map(known)
    for (const [partition, { first, last, next: offset }] of taken)
      next.set(partition, { next: offset, first: known?.get(partition)?.first ?? mark(first), last: mark(last) })
    return next
  }

  const take = (event: IngestEvent, source: IngestSource, judge: (event: IngestEvent) => Verdict): void => {
    const { partition, offset } = event
    const isCounted = offset < (counted.get(partition) ?? 0)
    if (!isCounted) staged.in++
    seen.set(partition, Math.max(seen.get(partition) ?? 0, offset + 1))
    const before = known?.get(partition)
    if (before !== undefined && offset < before.next) {
      if (!('unreadable' in event))
        checkMark(before, offset, () => tools.digest(source.rawValue(event)), {
          topic: topic.name,
          partition,
          table: table.name,
        })
      if (!isCounted) staged.duplicates++
      return
    }
    since ??= tools.now()
    put(judge(event), event, source)
    advance(event)
  }

  const put = (verdict: Verdict, event: IngestEvent, source: IngestSource): void => {
    switch (verdict.kind) {
      case 'row':
        staged.rows++
        return rows.add(verdict.text)
      case 'control':
        return count(staged.control, verdict.control)
      case 'rejected':
        count(staged.rejected, verdict.reason)
        return rejects.add(encodeRejected(rejectedRow(verdict, event, source.rawValue(event))))
    }
  }

  const rejectedRow = (
    { reason, path, message }: Extract<Verdict, { kind: 'rejected' }>,
    { partition, offset, arrival, key = null }: IngestEvent,
    record: Uint8Array,
  ): RejectedRow => ({
    event_date: Math.floor((arrival * 1000) / MICROS_PER_DAY),
    kafka_topic: topic.name,
    kafka_partition: partition,
    kafka_offset: offset,
    kafka_timestamp: arrival * 1000,
    record_key: key,
    record,
    table_name: table.name,
    reason,
    path,
    message,
  })

  const advance = (event: IngestEvent): void => {
    const { partition, offset } = event
    const known = taken.get(partition)
    if (known === undefined) taken.set(partition, { first: event, last: event, next: offset + 1 })
    else if (offset >= known.next) Object.assign(known, { last: event, next: offset + 1 })
  }

  return {
    route,
    counts,
    get commits() {
      return commits
    },
    positions: async () => known ?? (await begin()),
    async pass(open) {
      for (;;) {
        const source = await open()
        try {
          if (await readOnce(source)) return
        } catch (error) {
          await drop()
          throw error
        } finally {
          await source.close()
        }
        await begin()
      }
    },
    async close() {
      await Promise.all([rows.close(), rejects.close()])
    },
  }
}
