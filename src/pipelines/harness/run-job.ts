import type { CheckpointStore, EventSink, EventSource, KeyedStore, RunEnd } from '../ports.ts'
import { heldRows } from './held-rows.ts'
import type { JobRun, RunOutput } from './run.ts'
import type { Counts } from './run-counts.ts'

export interface RunPorts {
  readonly source: EventSource
  readonly sink: EventSink
  readonly store: KeyedStore
  /** Without it the run keeps nothing, and an interrupted one begins again. */
  readonly checkpoints?: Checkpointing | undefined
}

export interface Checkpointing {
  readonly store: CheckpointStore
  /** Events of all inputs between two checkpoints: a number, not a time, so that every run cuts its files at the same places. */
  readonly every: number
}

export interface RunLimits {
  /** False leaves windows open that the input has not closed, as a live run does. */
  readonly finish?: boolean | undefined
  /** Called after every batch. */
  readonly onProgress?: (counts: Counts, bytes: { readonly read: number; readonly total: number | undefined }) => void
}

/**
 * Drives a run from its source to its sinks, one batch at a time; the next batch is taken when the last one is written.
 * At a checkpoint everything written is made durable first, then one transaction says how far it goes: what a process that
 * is killed had written behind it is cut off by the next one, and written again as it was.
 */
export async function runJob(run: JobRun, ports: RunPorts, limits: RunLimits = {}): Promise<RunEnd> {
  const { source, sink, store, checkpoints } = ports
  let events = checkpoints?.store.last()?.events ?? 0
  const held = heldRows()
  const write = async ({ events, rows }: RunOutput): Promise<void> => {
    if (events.length > 0) await sink.write(events)
    held.add(rows)
    if (held.isFull()) await store.upsert(held.take())
  }
  const checkpoint = async (end?: RunEnd): Promise<void> => {
    const rows = held.take()
    if (rows.length > 0) await store.upsert(rows)
    if (checkpoints === undefined) return
    const saved = { source: source.position(), sink: await sink.checkpoint(), run: run.save() }
    await checkpoints.store.commit({ events, ...saved, ...(end === undefined ? {} : { end }) }, run.changes())
  }
  const drive = async (): Promise<RunEnd> => {
    for await (const batch of source.read({ stop: checkpoints?.every ?? Number.POSITIVE_INFINITY })) {
      await write(run.process(batch))
      events += batch.length
      limits.onProgress?.(run.counts, source.progress())
      if (run.exceeded) {
        await checkpoint('too-many-bad-records')
        return 'too-many-bad-records'
      }
      if (checkpoints !== undefined && events % checkpoints.every === 0) await checkpoint()
    }
    if (limits.finish !== false) await write(run.finish())
    await checkpoint('finished')
    return 'finished'
  }
  try {
    const end = await drive().finally(() => source.close())
    await sink.close()
    await store.close()
    await checkpoints?.store.forget()
    return end
  } catch (error) {
    // What went wrong is what counts, not what goes wrong after it.
    await Promise.allSettled([sink.abandon?.(), store.close()])
    throw error
  }
}
