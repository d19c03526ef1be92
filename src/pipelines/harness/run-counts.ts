import type { ResolvedJob } from '../job/resolved.ts'

/** How many records went where; every record in is exactly one of taken, late, duplicates, dead letters (of inputs) or afterUntil. */
export interface Counts {
  /** By input, in the job's order. */
  readonly in: number[]
  taken: number
  late: number
  duplicates: number
  afterUntil: number
  /** Windows closed, one for each key. */
  windows: number
  /** By topic or store. */
  readonly out: Map<string, number>
  /** By reason. */
  readonly deadLetters: Map<string, number>
}

export const newCounts = (job: ResolvedJob): Counts => ({
  in: job.inputs.map(() => 0),
  taken: 0,
  late: 0,
  duplicates: 0,
  afterUntil: 0,
  windows: 0,
  out: new Map(),
  deadLetters: new Map(),
})

export function addUp(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

export const total = (counts: Map<string, number>): number => counts.values().reduce((sum, count) => sum + count, 0)
