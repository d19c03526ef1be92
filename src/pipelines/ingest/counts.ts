import type { Control } from './control.ts'
import { isQuarantined, type RejectReason } from './rejected.ts'

/** Where every record of a topic went: in = rows + dead letters + quarantined + duplicates + control. */
export interface IngestCounts {
  in: number
  rows: number
  /** Of an earlier run, or of another one at the same time. */
  duplicates: number
  readonly rejected: Map<RejectReason, number>
  readonly control: Map<Control, number>
}

export const newCounts = (): IngestCounts => ({
  in: 0,
  rows: 0,
  duplicates: 0,
  rejected: new Map(),
  control: new Map(),
})

export const count = <K>(map: Map<K, number>, key: K): void => {
  map.set(key, (map.get(key) ?? 0) + 1)
}

export function addCounts(to: IngestCounts, from: IngestCounts): void {
  to.in += from.in
  to.rows += from.rows
  to.duplicates += from.duplicates
  for (const [reason, n] of from.rejected) to.rejected.set(reason, (to.rejected.get(reason) ?? 0) + n)
  for (const [control, n] of from.control) to.control.set(control, (to.control.get(control) ?? 0) + n)
}

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0)

export const controls = ({ control }: IngestCounts): number => sum(control.values())
export const deadLetters = ({ rejected }: IngestCounts): number =>
  sum([...rejected].flatMap(([reason, n]) => (isQuarantined(reason) ? [] : [n])))
export const quarantined = ({ rejected }: IngestCounts): number =>
  sum(rejected.values()) - deadLetters({ rejected } as IngestCounts)

/** What the counts leave open: 0, or something was lost or doubled on the way. */
export const untied = (counts: IngestCounts): number =>
  counts.in - counts.rows - counts.duplicates - controls(counts) - sum(counts.rejected.values())
