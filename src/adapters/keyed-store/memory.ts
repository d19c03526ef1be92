import type { KeyedRow, KeyedStore } from '../../pipelines/ports.ts'
import { checkName } from '../store-name.ts'

/** Keeps rows in a Map: for tests and for callers of the library. */
export function openMemoryStore(): KeyedStore & { rows(store: string): readonly KeyedRow[] } {
  const stores = new Map<string, Map<string, KeyedRow>>()
  const rowsOf = (store: string) => stores.get(checkName('store', store))
  return {
    async upsert(rows) {
      for (const { store } of rows) if (rowsOf(store) === undefined) stores.set(store, new Map())
      for (const row of rows) {
        const stored = rowsOf(row.store)?.get(row.key)
        if (stored === undefined || row.revision > stored.revision) rowsOf(row.store)?.set(row.key, row)
      }
    },
    async get(store, key) {
      return rowsOf(store)?.get(key)
    },
    rows: (store) => [...(rowsOf(store)?.values() ?? [])],
    async close() {},
  }
}
