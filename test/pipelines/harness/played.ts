import { openMemorySink } from '../../../src/adapters/event-sink/memory.ts'
import { type MemoryEvent, openMemorySource } from '../../../src/adapters/event-source/memory.ts'
import { openMemoryStore } from '../../../src/adapters/keyed-store/memory.ts'
import { embeddedTasks } from '../../../src/pipelines/engines/embedded/tasks.ts'
import { jobRun, type RunOptions } from '../../../src/pipelines/harness/run.ts'
import { runCodecs } from '../../../src/pipelines/harness/run-codecs.ts'
import { runJob } from '../../../src/pipelines/harness/run-job.ts'
import type { JobDeclaration } from '../../../src/pipelines/index.ts'
import type { OutEvent, StateEntry } from '../../../src/pipelines/ports.ts'
import { resolved } from '../job/repo.ts'

export type Row = Record<string, unknown>

/** Plays a job over events in memory; `rows` gives the records of a topic. */
export async function played(declaration: JobDeclaration, events: readonly MemoryEvent[], options: RunOptions = {}) {
  const job = resolved(declaration)
  const [source, sink, store] = [openMemorySource(events), openMemorySink(), openMemoryStore()]
  const run = jobRun(job, embeddedTasks(job), runCodecs(job), source, options)
  const end = await runJob(run, { source, sink, store })
  const rows = (topic: string): Row[] =>
    sink.events.filter((event) => event.topic === topic).map(({ value }) => JSON.parse(String(value)) as Row)
  return { end, counts: run.counts, rows, store, events: sink.events }
}

/** The same, one event after the other; before each event that `stops` names, all is put into a checkpoint and taken up by a new run. */
export async function playedWithStops(
  declaration: JobDeclaration,
  events: readonly MemoryEvent[],
  stops: ReadonlySet<number>,
): Promise<readonly OutEvent[]> {
  const job = resolved(declaration)
  const source = openMemorySource(events)
  const begin = () => jobRun(job, embeddedTasks(job, { isKept: true }), runCodecs(job), source)
  const kept = new Map<number, Map<string, Uint8Array>>()
  const entries = (task: number): StateEntry[] => [...(kept.get(task) ?? [])].map(([key, bytes]) => ({ key, bytes }))
  const out: OutEvent[] = []
  let run = begin()
  let index = 0
  for await (const batch of source.read()) {
    for (const event of batch) {
      if (stops.has(index++)) {
        const saved = JSON.parse(JSON.stringify(run.save()))
        for (const { task, key, bytes } of run.changes()) {
          const state = kept.get(task) ?? new Map<string, Uint8Array>()
          if (bytes === undefined) state.delete(key)
          else state.set(key, bytes)
          kept.set(task, state)
        }
        run = begin()
        run.restore(saved, entries)
      }
      out.push(...run.process([event]).events)
    }
  }
  return [...out, ...run.finish().events]
}

export const START = Date.UTC(2011, 0, 4, 9)
export const iso = (millis: number): string => new Date(millis).toISOString().replace('Z', '000Z')

/** A movement of goods, `at` milliseconds after nine; partition 0. */
export const movement = (offset: number, at: number, value: Partial<Row> & { readonly quantity: number }) => ({
  topic: 'inventory.events',
  partition: 0,
  offset,
  arrival: START + at,
  key: String(value.sku ?? 'A'),
  value: {
    event_id: `m${offset}`,
    sku: 'A',
    source_sku: 'a',
    warehouse_id: 'UK-1',
    region: 'United Kingdom',
    type: 'adjustment',
    currency: 'GBP',
    occurred_at: iso(START + at),
    ...value,
  },
})
