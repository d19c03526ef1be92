import type { EventSink, EventSource, KeyedStore } from '../ports.ts'
import type { JobRun, RunOutput } from './run.ts'
import type { Counts } from './run-counts.ts'

export interface RunPorts {
  readonly source: EventSource
  readonly sink: EventSink
  readonly store: KeyedStore
}

export interface RunLimits {
  /** Called after every batch. */
  readonly onProgress?: (counts: Counts, bytes: { readonly read: number; readonly total: number | undefined }) => void
}

/** `too-many-bad-records`: the run ended early; what was written until then is kept, open windows are not closed. */
export type RunEnd = 'finished' | 'too-many-bad-records'

/** Drives a run from its source to its sinks, one batch at a time; the next batch is taken when the last one is written. */
export async function runJob(run: JobRun, ports: RunPorts, limits: RunLimits = {}): Promise<RunEnd> {
  const { source, sink, store } = ports
  const write = async ({ events, rows }: RunOutput): Promise<void> => {
    if (events.length > 0) await sink.write(events)
    if (rows.length > 0) await store.upsert(rows)
  }
  let end: RunEnd = 'finished'
  try {
    for await (const batch of source.read()) {
      await write(run.process(batch))
      limits.onProgress?.(run.counts, source.progress())
      if (run.exceeded) {
        end = 'too-many-bad-records'
        break
      }
    }
    if (end === 'finished') await write(run.finish())
  } finally {
    await source.close()
  }
  await sink.close()
  await store.close()
  return end
}
