import fc from 'fast-check'
import type { Json } from '../../../../src/kernel/json.ts'
import { mutations } from './mutate.ts'
import type { Pair } from './pair.ts'
import { schemas } from './random-schema.ts'

const SEED = 20_261_122

const small = (json: Json): boolean => {
  const { length } = JSON.stringify(json)
  return length > 20 && length < 900
}

/**
 * Random schemas, each with a mutation of itself as reader or writer, and some pairs of strangers. The numbers are the
 * seed's and fast-check's: the corpus keeps the pairs themselves.
 */
export function randomPairs(count: number, parses: (json: Json) => boolean): readonly Pair[] {
  const donor = schemas.filter((json) => JSON.stringify(json).length < 80)
  const drawn = fc.sample(fc.tuple(schemas, schemas, mutations(donor), fc.nat(19)), { seed: SEED, numRuns: count * 8 })
  const seen = new Set<string>()
  const pairs: Pair[] = []
  let refused = 0
  for (const [schema, stranger, mutate, way] of drawn) {
    const changed = way === 0 ? stranger : mutate(schema)
    const [reader, writer] = way % 2 === 0 ? [changed, schema] : [schema, changed]
    const text = JSON.stringify([reader, writer])
    if (!small(reader) || !small(writer) || seen.has(text) || JSON.stringify(changed) === JSON.stringify(schema))
      continue
    seen.add(text)
    // Broken schemas are few: they are the parser's matter.
    if (!(parses(reader) && parses(writer)) && refused++ >= count / 50) continue
    pairs.push({ id: `random/${pairs.length}`, reader, writer })
    if (pairs.length === count) break
  }
  return pairs
}
