import type { KeyedRow } from '../ports.ts'

/** So many rows are held: memory stays bounded, whatever lies between two checkpoints. */
const MOST_ROWS = 10_000

/** Rows on their way to a store, gathered into few big transactions; of the rows of one key only the newest is kept. */
export interface HeldRows {
  add(rows: readonly KeyedRow[]): void
  isFull(): boolean
  /** All of them, in the order of their keys' first rows; nothing is held then. */
  take(): readonly KeyedRow[]
}

export function heldRows(): HeldRows {
  const byStore = new Map<string, Map<string, KeyedRow>>()
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
      const rows = [...byStore.values()].flatMap((byKey) => [...byKey.values()])
      byStore.clear()
      count = 0
      return rows
    },
  }
}
