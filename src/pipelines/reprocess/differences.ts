import type { Row } from '../fixture/compare.ts'
import type { Published } from './compare-published.ts'

/** A record or row that is not as it was published. */
export interface Difference {
  /** new: never published; changed: published otherwise; gone: not made any more, and nobody can take it back. */
  readonly change: 'new' | 'changed' | 'gone'
  /** Place among the differences of its topic or store: they are published in this order. */
  readonly order: number
  readonly key: string | null
  readonly partition: number
  /** Of a row of a store. */
  readonly revision: bigint | undefined
  /** In the JSON conventions of fixtures. */
  readonly value: unknown
}

/** Those that are to be sent. */
export const meantOf = (differences: readonly Difference[]): readonly Difference[] =>
  differences.filter(({ change }) => change !== 'gone')

/**
 * New and changed ones in the order in which the job made them, then those that are gone. `revisions`: of rows of a store, by key; a row without
 * one is left out.
 */
export function differencesOf(
  { fresh, changed, gone }: Published,
  revisions: ReadonlyMap<string, bigint> | undefined,
): readonly Difference[] {
  const made = [
    ...fresh.map((row) => ({ change: 'new' as const, row })),
    ...changed.map(({ is }) => ({ change: 'changed' as const, row: is })),
  ]
    .filter(({ row }) => revisions === undefined || revisions.has(String(row.event.key)))
    .sort((a, b) => a.row.line - b.row.line)
  const all = [...made, ...gone.map((row) => ({ change: 'gone' as const, row }))]
  return all.map(({ change, row }, order) => ({ change, order, ...placeOf(row, revisions) }))
}

function placeOf({ event }: Row, revisions: ReadonlyMap<string, bigint> | undefined) {
  const key = event.key === null || event.key === undefined ? null : String(event.key)
  return {
    key,
    partition: Number(event.partition ?? 0),
    revision: key === null ? undefined : revisions?.get(key),
    value: event.value,
  }
}

/** The row of the table of differences, as JSON text. */
export const differenceLine = ({ change, order, key, partition, revision, value }: Difference): string =>
  JSON.stringify({
    ...(value as object),
    dq_change: change,
    dq_order: order,
    dq_key: key,
    dq_partition: partition,
    dq_revision: revision === undefined ? null : String(revision),
  })
