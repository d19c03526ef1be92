import type { ErasableStore, KeyedRow } from '../../pipelines/ports.ts'
import { checkName } from '../store-name.ts'

/** Keeps rows in a Map: for tests and for callers of the library. */
export function openMemoryStore(): ErasableStore & { rows(store: string): readonly KeyedRow[] } {
  const stores = new Map<string, Map<string, KeyedRow>>()
  const erased = new Map<string, number | undefined>()
  const nameOf = (store: string, key: string) => `${checkName('store', store)}:${key}`
  const isKeptOut = (store: string, key: string): boolean => {
    const name = nameOf(store, key)
    return erased.has(name) && (erased.get(name) ?? Number.POSITIVE_INFINITY) > Date.now()
  }
  const rowsOf = (store: string) => stores.get(checkName('store', store))
  const write = (rows: readonly KeyedRow[], replaces: (row: KeyedRow, stored: KeyedRow) => boolean): void => {
    for (const { store } of rows) if (rowsOf(store) === undefined) stores.set(store, new Map())
    for (const row of rows) {
      const stored = rowsOf(row.store)?.get(row.key)
      if ((stored === undefined || replaces(row, stored)) && !isKeptOut(row.store, row.key))
        rowsOf(row.store)?.set(row.key, row)
    }
  }
  return {
    upsert: async (rows) => write(rows, (row, stored) => row.revision > stored.revision),
    correct: async (rows) => write(rows, (row, stored) => row.revision >= stored.revision),
    async get(store, key) {
      return rowsOf(store)?.get(key)
    },
    exists: async (store) => rowsOf(store) !== undefined,
    async erase(store, key, until) {
      rowsOf(store)?.delete(key)
      erased.set(nameOf(store, key), until)
      return until
    },
    keptOut: async (store, key) => (isKeptOut(store, key) ? { until: erased.get(nameOf(store, key)) } : undefined),
    rows: (store) => [...(rowsOf(store)?.values() ?? [])],
    async close() {},
  }
}
