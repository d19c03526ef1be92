import type { KeyedRow } from '../ports.ts'

/** So many rows are held: memory stays bounded, whatever lies between two checkpoints. */
const MOST_ROWS = 10_000

/** A row that is not text yet: many are replaced by a newer one of their key before they are written. */
export interface MadeRow extends Omit<KeyedRow, 'value'> {
  readonly value: () => string
}

/** Rows on their way to a store, gathered into few big transactions; of the rows of one key only the newest is kept. */
export interface HeldRows {
  add(rows: readonly MadeRow[]): void
  isFull(): boolean
  /** All of them, in the order of their keys' first rows; nothing is held then. */
  take(): readonly KeyedRow[]
}

export function heldRows(): HeldRows {
  let byStore = new Map<string, Map<string, MadeRow>>()
  let count = 0
  return {
    add(rows) {
      for (const row of rows) {
        let byKey = byStore.get(row.store)
        if (byKey === undefined) {
          byKey = new Map()
          byStore.set(row.store, byKey)
        }
        const held = byKey.get(row.key)
        if (held === undefined) count++
        // As the store has it: of two rows with one revision the first stays.
        if (held === undefined || row.revision > held.revision) byKey.set(row.key, row)
      }
    },
    isFull: () => count >= MOST_ROWS,
    take() {
      const rows: KeyedRow[] = []
      for (const byKey of byStore.values())
        for (const { store, key, revision, value } of byKey.values())
          rows.push({ store, key, revision, value: value() })
      byStore = new Map()
      count = 0
      return rows
    },
  }
}
