import type { RunCodecs } from '../harness/run-codecs.ts'
import type { Counts } from '../harness/run-counts.ts'
import type { NewTask } from '../harness/task.ts'
import type { ResolvedJob } from '../job/resolved.ts'
import type { KeyedStore } from '../ports.ts'
import type { StateIdentity } from './changelog.ts'
import type { BufferLimits } from './input-buffer.ts'
import type { Observer } from './observed.ts'
import type { EventLog, LiveClock, WireFormat } from './ports.ts'

/** What all tasks of a live run share. */
export interface LiveContext {
  readonly job: ResolvedJob
  readonly newTask: NewTask
  readonly codecs: RunCodecs
  readonly log: EventLog
  readonly store: KeyedStore
  readonly wire: WireFormat
  readonly clock: LiveClock
  readonly observe: Observer
  readonly names: LiveNames
  readonly identity: StateIdentity
  readonly limits: LiveLimits
  /** Absent: the run goes on until it is stopped. */
  readonly drain?: Drain
}

export interface LiveNames {
  /** The consumer group. */
  readonly group: string
  /** The compacted topic of the tasks' state. */
  readonly changelog: string
  /** By task. */
  readonly transactionalId: (partition: number) => string
}

/** `<prefix>.<job>` is the consumer group; what else it needs in the log begins with its name, so that one ACL allows all of it. */
export const liveNames = (prefix: string, job: string): LiveNames => ({
  group: `${prefix}.${job}`,
  changelog: `${prefix}.${job}-state`,
  transactionalId: (partition) => `${prefix}.${job}-${partition}`,
})

export interface LiveLimits {
  /** A transaction ends after so many records, or so many milliseconds after its first. */
  readonly commitRecords: number
  readonly commitMillis: number
  readonly buffers: BufferLimits
  /** Milliseconds between two tries of a system that cannot be reached: the first, and the longest. */
  readonly backOff: { readonly first: number; readonly most: number }
}

/** Ends at these positions. */
export interface Drain {
  /** By input, and within it by partition. */
  readonly ends: readonly (readonly number[])[]
  /** Nothing will come behind them: every window closes, as at the end of a file. */
  readonly finish: boolean
  /** Nothing is written but state and positions: this group has written what these records give. */
  readonly takesOver?: string
}

/** What a task has come to with its last commit. */
export interface TaskStatus {
  readonly partition: number
  readonly phase: 'starting' | 'running' | 'waiting' | 'drained'
  /** Milliseconds since the epoch; undefined before the first. */
  readonly committedAt: number | undefined
  /** Records that the log is known to hold and that were not taken, by input. */
  readonly lag: readonly number[]
  /** Milliseconds; undefined where there is none. */
  readonly watermark: number | undefined
  /** Keys, windows and remembered events; undefined while the task does not run. */
  readonly stateEntries: number | undefined
  /** Of this process, since the task began here. */
  readonly counts: Counts
}
