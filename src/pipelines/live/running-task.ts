import { heldRows } from '../harness/held-rows.ts'
import { type JobRun, jobRun, type RunOutput } from '../harness/run.ts'
import type { Counts } from '../harness/run-counts.ts'
import type { OutEvent } from '../ports.ts'
import { patiently } from './back-off.ts'
import { changelogRecords, type SavedTask } from './changelog.ts'
import type { LiveContext } from './context.ts'
import { addBetween, copyOf } from './counts.ts'
import { type InputBuffer, inputBuffer } from './input-buffer.ts'
import { type LiveEvent, liveEvent, rawOf } from './live-event.ts'
import { nextInput } from './merge.ts'
import { noteSchemaId, outRecords } from './out-records.ts'
import type { RecordBatch, TopicPosition, TransactionalProducer } from './ports.ts'
import { writtenContracts } from './topics.ts'
import { watermarkIn } from './watermark-in.ts'

/** Records that are taken before others get their turn: a few milliseconds. */
const TURN = 1_000

/** A task that holds its partition: its run, its buffers and what it has not committed yet. */
export interface RunningTask {
  add(batch: RecordBatch): void
  /** Takes what is there, a turn's worth; true when there may be more at once. */
  take(): Promise<boolean>
  /** Something is to be committed, and it is time to. */
  readonly isDue: boolean
  readonly hasUncommitted: boolean
  /** Milliseconds until a commit is due. */
  readonly dueIn: number
  commit(): Promise<void>
  /** All inputs have reached their ends. */
  readonly isAtEnd: boolean
  finish(): void
  /** Waiting in memory, by input. */
  readonly bytes: readonly number[]
  readonly lag: readonly number[]
  readonly watermark: number | undefined
  readonly stateSize: number
}

/** Where a task begins. */
export interface Beginning {
  readonly positions: readonly TopicPosition[]
  /** Of the inputs, as they are now. */
  readonly ends: readonly number[]
  readonly saved: SavedTask | undefined
  readonly producer: TransactionalProducer
}

export function runningTask(
  context: LiveContext,
  partition: number,
  begin: Beginning,
  counted: Counts,
  signal: AbortSignal,
): RunningTask {
  const { job, codecs, clock, limits, names, drain, wire } = context
  const { changelog, group } = names
  const schemaIds = new Map<string, number>()
  const contracts = new Map(job.inputs.map(({ contract }) => [contract.name, contract]))
  const run: JobRun = jobRun(job, context.newTask, codecs, {
    rawValue(event) {
      const raw = rawOf(event)
      noteSchemaId(schemaIds, contracts.get(event.topic)!, event, raw)
      return raw
    },
  })
  const readers = job.inputs.map(({ contract }) => wire.reader(contract))
  const topics = job.inputs.map(({ contract }) => contract.name)
  const inputOf = new Map(topics.map((topic, input) => [topic, input]))
  const buffers: InputBuffer[] = begin.positions.map(({ offset }, input) =>
    inputBuffer(
      offset,
      begin.ends[input]!,
      drain === undefined ? Number.POSITIVE_INFINITY : drain.ends[input]![partition],
    ),
  )
  const stores = new Set(job.outputs.filter(({ mode }) => mode === 'upsert').map(({ contract }) => contract.name))
  const prefixes = new Map(writtenContracts(job).map((of) => [of.name, of]))
  const prefixOf = (topic: string) => {
    const contract = prefixes.get(topic)
    return contract && wire.prefix(contract)
  }
  const allInputs = buffers.map((_, input) => input)

  let events: OutEvent[] = []
  const rows = heldRows()
  let taken = 0
  /** Of the first record, or output, that is not committed. */
  let since: number | undefined
  let committed = begin.positions.map(({ offset }) => offset)

  if (begin.saved !== undefined) run.restore(begin.saved.run, () => begin.saved!.entries)
  // No input was silent while nobody listened: how long that was says nothing of them.
  keep(run.advance(clock.now(), allInputs))
  let base = copyOf(run.counts)
  let saved = run.save()

  function keep(output: RunOutput): void {
    if (drain?.takesOver !== undefined) return
    for (const event of output.events) events.push(event)
    rows.add(output.rows)
    if (output.events.length > 0) since ??= clock.now()
  }

  const waiting = (): number[] =>
    allInputs.filter((input) => buffers[input]!.isAwaiting || buffers[input]!.first() !== undefined)

  const upsert = async (): Promise<void> => {
    const taken = rows.take()
    if (taken.length > 0) await patiently(context, partition, signal, () => context.store.upsert(taken))
  }

  return {
    add(batch) {
      const input = inputOf.get(batch.topic)
      if (input !== undefined) buffers[input]!.add(batch)
    },
    async take() {
      const now = clock.now()
      keep(run.advance(now, waiting()))
      const batch: LiveEvent[] = []
      let missing: number | undefined
      const turn = Math.min(TURN, limits.commitRecords - taken)
      while (batch.length < turn) {
        const input = nextInput(buffers)
        if (input === undefined) break
        const event = liveEvent(topics[input]!, partition, buffers[input]!.first()!, now, readers[input]!)
        if ('schemaId' in event) {
          missing = event.schemaId
          break
        }
        buffers[input]!.drop()
        batch.push(event)
      }
      if (batch.length > 0) {
        since ??= now
        taken += batch.length
        keep(run.process(batch))
      }
      // A newer row of a key replaces an older one here; what is too much to hold is written early, as replays write it.
      if (rows.isFull()) await upsert()
      if (missing !== undefined) {
        const ids = [missing]
        await patiently(context, partition, signal, () => wire.load(ids))
      }
      return missing !== undefined || batch.length === turn
    },
    get hasUncommitted() {
      return since !== undefined || buffers.some(({ position }, input) => position !== committed[input])
    },
    get isDue() {
      return taken >= limits.commitRecords || this.dueIn <= 0
    },
    get dueIn() {
      if (since !== undefined) return since + limits.commitMillis - clock.now()
      // Markers and aborted records alone are nothing to hurry for.
      return Number.POSITIVE_INFINITY
    },
    async commit() {
      const began = clock.now()
      keep(run.advance(began, waiting()))
      await upsert()
      const stored = clock.now() - began
      const positions = buffers
        .map(({ position }, input) => ({ topic: topics[input]!, partition, offset: position }))
        .filter(({ offset }, input) => offset !== committed[input])
      const written = outRecords(events, job.ir.name, stores, prefixOf, schemaIds)
      saved = run.save()
      const onItsWay = this.isAtEnd ? undefined : drain?.takesOver
      const state = changelogRecords(changelog, partition, context.identity, saved, run.changes(), onItsWay)
      await begin.producer.commit(written.concat(state), positions.length === 0 ? undefined : { group, positions })
      context.observe({
        kind: 'committed',
        partition,
        records: taken,
        out: written.length,
        took: clock.now() - began,
        stored,
      })
      addBetween(counted, base, run.counts)
      base = copyOf(run.counts)
      committed = buffers.map(({ position }) => position)
      events = []
      schemaIds.clear()
      taken = 0
      since = undefined
    },
    get isAtEnd() {
      return drain !== undefined && buffers.every(({ position }, input) => position >= drain.ends[input]![partition]!)
    },
    finish() {
      keep(run.finish())
      since ??= clock.now()
    },
    get bytes() {
      return buffers.map(({ bytes }) => bytes)
    },
    get lag() {
      return buffers.map(({ end, position }) => Math.max(0, end - position))
    },
    get watermark() {
      return watermarkIn(saved)
    },
    get stateSize() {
      return run.stateSize
    },
  }
}
