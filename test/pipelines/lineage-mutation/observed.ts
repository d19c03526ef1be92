import type { Row } from '../harness/played.ts'

/** What a mutation did to the records of one output. */
export interface Observed {
  /** Fields that differ in records that are the same record in both runs. */
  readonly fields: ReadonlySet<string>
  /** Whether a record came or went. */
  readonly written: boolean
}

/**
 * Compares two runs' records of an output. Two records are the same one when their identity is; only where the mutated field
 * flows into the identity, what is left is paired by likeness.
 */
export function observed(
  before: readonly string[],
  after: readonly string[],
  identity: readonly string[],
  flowsIntoIdentity: boolean,
): Observed {
  const idOf = (row: Row): string => JSON.stringify(identity.map((field) => row[field]))
  if (!areUnique(before, idOf) || !areUnique(after, idOf)) return { fields: new Set(), written: false }
  const gone = without(before, after).map((text) => JSON.parse(text) as Row)
  const come = without(after, before).map((text) => JSON.parse(text) as Row)
  const fields = new Set<string>()
  let written = gone.length !== come.length
  const take = (old: Row, now: Row): void => {
    come.splice(come.indexOf(now), 1)
    for (const field of differing(old, now)) fields.add(field)
  }
  const left = gone.filter((old) => {
    const same = come.find((now) => idOf(now) === idOf(old))
    if (same !== undefined) take(old, same)
    return same === undefined
  })
  for (const old of left) {
    const ranked = flowsIntoIdentity ? come.map((now) => ({ now, count: differing(old, now).length })) : []
    const best = ranked.sort((a, b) => a.count - b.count)[0]
    if (best === undefined || best.count > Object.keys(old).length / 2) written = true
    else take(old, best.now)
  }
  return { fields, written: written || come.length > 0 }
}

/** Where two records share their identity nobody can say which is which. */
const areUnique = (texts: readonly string[], idOf: (row: Row) => string): boolean =>
  new Set(texts.map((text) => idOf(JSON.parse(text) as Row))).size === texts.length

const differing = (a: Row, b: Row): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]),
  )

/** The texts that the other list has fewer of. */
function without(texts: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const text of others) left.set(text, (left.get(text) ?? 0) + 1)
  return texts.filter((text) => {
    const count = left.get(text) ?? 0
    left.set(text, count - 1)
    return count <= 0
  })
}
