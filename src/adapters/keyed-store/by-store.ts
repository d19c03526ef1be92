import type { KeyedRow, KeyedStore } from '../../pipelines/ports.ts'

/** One store of several: each row goes to the store that its name says. */
export function storeByName(stores: ReadonlyMap<string, KeyedStore>): KeyedStore {
  const storeOf = (name: string): KeyedStore => {
    const found = stores.get(name)
    if (found === undefined) throw new Error(`nobody said where rows of ${name} are kept`)
    return found
  }
  return {
    async upsert(rows) {
      const parts = new Map<KeyedStore, KeyedRow[]>()
      for (const row of rows) {
        const store = storeOf(row.store)
        const part = parts.get(store)
        if (part === undefined) parts.set(store, [row])
        else part.push(row)
      }
      await Promise.all([...parts].map(([store, part]) => store.upsert(part)))
    },
    get: async (name, key) => storeOf(name).get(name, key),
    async close() {
      await Promise.all([...new Set(stores.values())].map((store) => store.close()))
    },
  }
}
