import { inBatches } from '../../kernel/in-batches.ts'
import type { ErasableStore, KeyedRow } from '../../pipelines/ports.ts'

/** One store of several: each row goes to the store that its name says. */
export function storeByName(stores: ReadonlyMap<string, ErasableStore>): ErasableStore {
  const storeOf = (name: string): ErasableStore => {
    const found = stores.get(name)
    if (found === undefined) throw new Error(`nobody said where rows of ${name} are kept`)
    return found
  }
  const partsOf = (rows: readonly KeyedRow[]) => [...Map.groupBy(rows, ({ store }) => storeOf(store))]
  return {
    async upsert(rows) {
      await Promise.all(partsOf(rows).map(([store, part]) => store.upsert(part)))
    },
    async correct(rows) {
      await Promise.all(
        partsOf(rows).map(async ([store, part]) =>
          store.correct === undefined ? store.upsert(await newerIn(store, part)) : store.correct(part),
        ),
      )
    },
    get: async (name, key) => storeOf(name).get(name, key),
    exists: async (name) => storeOf(name).exists(name),
    erase: async (name, key, until) => storeOf(name).erase(name, key, until),
    keptOut: async (name, key) => storeOf(name).keptOut(name, key),
    async close() {
      await Promise.all([...new Set(stores.values())].map((store) => store.close()))
    },
  }
}

/** A store that cannot replace a row of the same revision keeps what it has: Cassandra would mix the two. */
async function newerIn(store: ErasableStore, rows: readonly KeyedRow[]): Promise<readonly KeyedRow[]> {
  const found = await inBatches(rows, ({ store: name, key }) => store.get(name, key))
  return rows.filter(({ revision }, i) => revision > (found[i]?.revision ?? revision - 1n))
}
