import type { Elsewhere } from './elsewhere.ts'
import type { Stored, Subjects } from './subjects.ts'
import { orAway, type Unsearched } from './unsearched.ts'

export interface FoundStore {
  readonly store: string
  readonly system: 'Redis' | 'Cassandra'
  /** Of rows that are there: never printed. */
  readonly keys: readonly string[]
  /** Keys that are kept out since an erasure: until when, milliseconds since the epoch; undefined: for good. */
  readonly keptOut: readonly (number | undefined)[]
}

const systemOf = ({ contract: { kind } }: Stored): FoundStore['system'] => (kind === 'hash' ? 'Redis' : 'Cassandra')

/** Rows under the ids in the stores of live jobs, by the contract's key. */
export async function searchStores(
  { stored }: Subjects,
  { store, hasStore }: Elsewhere,
  ids: readonly string[],
): Promise<{ readonly found: readonly FoundStore[]; readonly unsearched: readonly Unsearched[] }> {
  const [found, unsearched]: [FoundStore[], Unsearched[]] = [[], []]
  for (const one of stored.filter(({ contract }) => hasStore(contract))) {
    const { name, settings } = one.contract
    const looked = await orAway({ kind: 'store', names: [name] }, async () => {
      if (!(await store.exists(name))) return 'absent'
      if (settings.key === undefined || one.subject?.fields.includes(settings.key) !== true) return 'by another field'
      const [keys, keptOut]: [string[], (number | undefined)[]] = [[], []]
      for (const id of ids) {
        if ((await store.get(name, id)) !== undefined) keys.push(id)
        const out = await store.keptOut(name, id)
        if (out !== undefined) keptOut.push(out.until)
      }
      return { keys, keptOut }
    })
    if ('away' in looked) unsearched.push(looked.away)
    else if (looked.found === 'by another field')
      unsearched.push({
        kind: 'store',
        why: `${systemOf(one)} finds rows by their key, which names no person here: look at it by hand`,
        names: [name],
      })
    else if (looked.found !== 'absent') found.push({ store: name, system: systemOf(one), ...looked.found })
  }
  return { found, unsearched }
}
