import type { Counts } from '../harness/run-counts.ts'

export const copyOf = (counts: Counts): Counts => ({
  ...counts,
  in: [...counts.in],
  out: new Map(counts.out),
  deadLetters: new Map(counts.deadLetters),
})

/** Adds what came between two moments of one run to a sum. */
export function addBetween(sum: Counts, before: Counts, after: Counts): void {
  after.in.forEach((count, input) => {
    sum.in[input] = (sum.in[input] ?? 0) + count - (before.in[input] ?? 0)
  })
  for (const name of ['taken', 'late', 'duplicates', 'afterUntil', 'windows'] as const)
    sum[name] += after[name] - before[name]
  addNames(sum.out, before.out, after.out)
  addNames(sum.deadLetters, before.deadLetters, after.deadLetters)
}

function addNames(sum: Map<string, number>, before: Map<string, number>, after: Map<string, number>): void {
  for (const [name, count] of after) {
    const more = count - (before.get(name) ?? 0)
    if (more > 0) sum.set(name, (sum.get(name) ?? 0) + more)
  }
}
